package org.stagelm.cli.tokenizer;

import java.util.List;

/** A text with its title, and those that are looked at where the user gives none: each strains a tokenizer in a way of its own. */
record SampleText(String title, String text) {

    static final List<SampleText> EXAMPLES = List.of(
            new SampleText("English", "The quick brown fox jumps over the lazy dog. It wasn't the first time; it won't be the last."),
            new SampleText("misspellings", "Teh quikc brwon fox jumsp ovre the layz dog. Definately recieve seperate accomodation untill tommorrow."),
            new SampleText("German", "Die Donaudampfschifffahrtsgesellschaft grüßt alle Fahrgäste: Übermäßige Größe schließt süße Äpfel nicht aus."),
            new SampleText("Chinese", "敏捷的棕色狐狸跳过了懒狗。今天天气很好，我们去公园散步吧。"),
            new SampleText("Arabic", "الثعلب البني السريع يقفز فوق الكلب الكسول. الطقس جميل اليوم."),
            new SampleText("Hindi", "तेज़ भूरी लोमड़ी आलसी कुत्ते के ऊपर कूदती है। आज मौसम बहुत अच्छा है।"),
            new SampleText("emoji", "Great job 👍🏽! 🎉🎉 The family 👨‍👩‍👧‍👦 flew from 🇩🇪 to 🇯🇵 ✈️ ❤️‍🔥"),
            new SampleText("numbers", "In 2024, 1234567 people paid $1,234.56 each: 3.14159265, 1e-9, 0xFF, +49 30 901820, 12/31/1999 23:59:59."),
            new SampleText("code", "def fibonacci(n: int) -> int:\n    # the n-th number\n"
                    + "    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)\n"));
}
