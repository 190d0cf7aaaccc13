package org.stagelm.parquet;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.stagelm.api.UserError;

/** An open Parquet file, of which one column of texts is read. */
final class ParquetFile implements AutoCloseable {

    private static final int NAMED = 20;
    private static final int SMALLEST = 12; // two magic numbers, and the length of the footer

    private final Path file;
    private final ParquetFileReader reader;
    private final ColumnDescriptor column;

    private ParquetFile(Path file, ParquetFileReader reader, String column) {
        this.file = file;
        this.reader = reader;
        this.column = find(column);
        reader.setRequestedSchema(List.of(this.column));
    }

    /**
     * @param column its name, with dots between those of nested columns
     * @throws UserError where the file is no Parquet, is cut short or damaged, or has no such column of texts that can be unpacked
     */
    static ParquetFile open(Path file, String column) {
        try {
            checkMagic(file);
            ParquetReadOptions options = ParquetReadOptions.builder().withCodecFactory(new Decompressors()).usePageChecksumVerification().build();
            ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options);
            try {
                return new ParquetFile(file, reader, column);
            } catch (UserError e) {
                reader.close();
                throw e;
            }
        } catch (UserError e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw damaged(file, e);
        }
    }

    /** The library does not tell these cases apart. */
    private static void checkMagic(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            String head = magic(bytes, 0);
            String tail = magic(bytes, Math.max(0, bytes.length() - 4));
            if (head.equals("PARE") || tail.equals("PARE")) {
                throw new UserError(file + " is encrypted, so it cannot be read.");
            }
            if (!head.equals("PAR1")) {
                throw new UserError(file + " is no Parquet file. Where a folder holds other files too, give a pattern such as data/**/*.parquet.");
            }
            if (!tail.equals("PAR1") || bytes.length() < SMALLEST) {
                throw new UserError(file + " is cut short: it begins as a Parquet file and does not end as one. Get the file anew.");
            }
        }
    }

    private static String magic(RandomAccessFile bytes, long at) throws IOException {
        byte[] four = new byte[4];
        bytes.seek(at);
        int count = bytes.read(four);
        return new String(four, 0, Math.max(0, count), StandardCharsets.ISO_8859_1);
    }

    private ColumnDescriptor find(String name) {
        List<ColumnDescriptor> all = schema().getColumns();
        ColumnDescriptor found = all.stream().filter(each -> name(each).equals(name)).findFirst().orElseThrow(() -> new UserError(
                file + " has no column " + name + " (corpus.column); there are " + all.stream().limit(NAMED).map(ParquetFile::name)
                        .collect(Collectors.joining(", ")) + (all.size() > NAMED ? " and more" : "") + "."));
        if (found.getMaxRepetitionLevel() > 0) {
            throw new UserError(file + ": the column " + name + " (corpus.column) holds lists; one text per row is needed.");
        }
        if (!isText(found.getPrimitiveType())) {
            throw new UserError(file + ": the column " + name + " (corpus.column) holds " + found.getPrimitiveType().getPrimitiveTypeName()
                    + ", not text.");
        }
        for (BlockMetaData rows : reader.getRowGroups()) {
            for (ColumnChunkMetaData chunk : rows.getColumns()) {
                if (chunk.getPath().toDotString().equals(name) && !Decompressors.know(chunk.getCodec())) {
                    throw new UserError(file + ": the column " + name + " is packed with " + chunk.getCodec() + "; what can be read is uncompressed,"
                            + " snappy, gzip, zstd and lz4_raw.");
                }
            }
        }
        return found;
    }

    private static String name(ColumnDescriptor column) {
        return String.join(".", column.getPath());
    }

    /** Older writers do not mark texts, so bytes that are marked as nothing may be one. */
    private static boolean isText(PrimitiveType type) {
        LogicalTypeAnnotation marked = type.getLogicalTypeAnnotation();
        return type.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.BINARY && (marked == null
                || marked.equals(LogicalTypeAnnotation.stringType()) || marked.equals(LogicalTypeAnnotation.enumType())
                || marked.equals(LogicalTypeAnnotation.jsonType()));
    }

    private MessageType schema() {
        return reader.getFileMetaData().getSchema();
    }

    /**
     * A row group.
     *
     * @param values of the column, one per row
     */
    record Rows(ColumnReader values, long count) {}

    /** The next row group; empty at the end. */
    Optional<Rows> nextRowGroup() throws IOException {
        PageReadStore pages = reader.readNextRowGroup();
        if (pages == null) {
            return Optional.empty();
        }
        ColumnReadStoreImpl columns = new ColumnReadStoreImpl(pages, new NoConverter(), schema(), reader.getFileMetaData().getCreatedBy());
        return Optional.of(new Rows(columns.getColumnReader(column), pages.getRowCount()));
    }

    /** From which level on a row has a value. */
    int definitionLevel() {
        return column.getMaxDefinitionLevel();
    }

    Path path() {
        return file;
    }

    static UserError damaged(Path file, Exception e) {
        return new UserError(file + " is damaged, or a kind of Parquet that cannot be read: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw damaged(file, e);
        }
    }

    /** Values are asked for one by one, so nothing is converted. */
    private static final class NoConverter extends GroupConverter {

        @Override
        public Converter getConverter(int field) {
            return this;
        }

        @Override
        public PrimitiveConverter asPrimitiveConverter() {
            return new PrimitiveConverter() {};
        }

        @Override
        public void start() {}

        @Override
        public void end() {}
    }
}
