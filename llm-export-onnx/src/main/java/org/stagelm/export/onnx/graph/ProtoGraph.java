package org.stagelm.export.onnx.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.Map;
import org.stagelm.api.tensor.DType;

/** A graph in the classes of ONNX's protobuf format, version 8 of it with operator set 17: what ONNX Runtime 1.16 and all later ones read. */
final class ProtoGraph {

    private static final long IR_VERSION = 8;
    private static final long OPERATOR_SET = 17;

    private ProtoGraph() {}

    /**
     * @param weights those of the graph, each with its content or where it lies
     * @param metadata for programs that read the file
     */
    static ModelProto model(Graph graph, Iterable<TensorProto> weights, Map<String, String> metadata) {
        GraphProto.Builder to = GraphProto.newBuilder().setName("decoder");
        graph.inputs().forEach(input -> to.addInput(valueInfo(input)));
        graph.outputs().forEach(output -> to.addOutput(valueInfo(output)));
        graph.nodes().forEach(node -> to.addNode(node(node)));
        graph.constants().forEach((constant, name) -> to.addInitializer(constant(constant, name)));
        to.addAllInitializer(weights);
        ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(IR_VERSION).setProducerName("StageLM").setGraph(to)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET));
        metadata.forEach((key, value) -> model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build();
    }

    private static NodeProto node(Node node) {
        NodeProto.Builder to = NodeProto.newBuilder().setName(node.name()).setOpType(node.operator()).addAllInput(node.inputs())
                .addOutput(node.output());
        node.attributes().forEach(attribute -> to.addAttribute(attribute(attribute)));
        return to.build();
    }

    private static AttributeProto attribute(Attribute attribute) {
        AttributeProto.Builder to = AttributeProto.newBuilder().setName(attribute.name());
        if (attribute instanceof Attribute.Whole whole) {
            to.setType(AttributeProto.AttributeType.INT).setI(whole.value());
        } else if (attribute instanceof Attribute.Real real) {
            to.setType(AttributeProto.AttributeType.FLOAT).setF(real.value());
        } else if (attribute instanceof Attribute.Wholes wholes) {
            to.setType(AttributeProto.AttributeType.INTS).addAllInts(wholes.values());
        }
        return to.build();
    }

    private static TensorProto constant(Constant constant, String name) {
        return TensorProto.newBuilder().setName(name).setDataType(number(constant.type())).addAllDims(constant.shape())
                .setRawData(ByteString.copyFrom(constant.bytes().duplicate())).build();
    }

    private static ValueInfoProto valueInfo(ValueInfo info) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (ValueInfo.Size size : info.sizes()) {
            TensorShapeProto.Dimension.Builder to = shape.addDimBuilder();
            if (size instanceof ValueInfo.Size.Fixed fixed) {
                to.setDimValue(fixed.value());
            } else if (size instanceof ValueInfo.Size.Named named) {
                to.setDimParam(named.name());
            }
        }
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder().setElemType(number(info.type())).setShape(shape).build();
        return ValueInfoProto.newBuilder().setName(info.name()).setType(TypeProto.newBuilder().setTensorType(tensor)).build();
    }

    /** The format's number of an element type. */
    static int number(DType type) {
        TensorProto.DataType number = switch (type) {
            case FLOAT64 -> TensorProto.DataType.DOUBLE;
            case FLOAT32 -> TensorProto.DataType.FLOAT;
            case BFLOAT16 -> TensorProto.DataType.BFLOAT16;
            case FLOAT16 -> TensorProto.DataType.FLOAT16;
            case INT64 -> TensorProto.DataType.INT64;
            case INT32 -> TensorProto.DataType.INT32;
            case INT8 -> TensorProto.DataType.INT8;
            case UINT8 -> TensorProto.DataType.UINT8;
            case BOOL -> TensorProto.DataType.BOOL;
        };
        return number.getNumber();
    }
}
