using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Tests.Yaml;

namespace I2MoE.Dsl.Specification.Tests.Rules;

/// <summary>The rules about data, of which every case is read from YAML, where alone data can be stated.</summary>
public sealed class DataRulesTests
{
    private const string Columns = "modalities: { a: [x, y], b: { images: file } }";
    private const string Classes = "{ kind: classification, classes: 2 }";
    private const string ArrayAt = "source: { kind: npz, path: a.npz }";
    private const string JoinedAt = "source: { kind: csv, path: a.csv, label: kind, id: i }";
    private const string Joined = "{ kind: csv, path: b.csv, id: i }";
    private const string TableAt = "source: { kind: csv, path: a.csv, label: kind }";

    private static readonly SpecificationPath s_source = new(Section.Source);
    private static readonly SpecificationPath s_split = new(Section.Split);
    private static readonly SpecificationPath s_first = new(Section.ModalityData, 0);
    private static readonly SpecificationPath s_network = new(Section.Network, 0);
    private static readonly SpecificationPath s_names = new(Section.FeatureNames, 0);

    public static TheoryData<RuleCase> Cases { get; } =
    [
        RuleCase.Flags(RandomDataRules.FillsEveryPart, "shares that leave no sample", Of("{ source: { kind: random, samples: 16 }, split: { kind: random, train: 0.97, validation: 0.02 } }"), s_split with { Option = "Validation" }, "16 samples with train: 0.97 and validation: 0.02 give parts of 16, 0 and 0, and every part needs a sample. Give more samples, or other shares."),
        RuleCase.Allows(RandomDataRules.FillsEveryPart, "the fewest samples", Of("{ source: { kind: random, samples: 8 } }")),
        RuleCase.Flags(RandomDataRules.SampleForEveryClass, "more classes than samples", Of("{ source: { kind: random, samples: 8 } }", "{ kind: classification, classes: 9 }"), s_source with { Option = "Samples" }, "'samples' is 8, but the task has 9 classes, so that some have no sample. Give 9 or more."),
        RuleCase.Allows(RandomDataRules.SampleForEveryClass, "a sample for each", Of("{ source: { kind: random, samples: 9 } }", "{ kind: classification, classes: 9 }")),
        RuleCase.Flags(DataSourceRules.HasPath, "no path", Of("{ source: npz }"), s_source, "The npz source does not say where it is. Give 'path', from the folder of the experiment, for example 'path: data/samples.npz'."),
        RuleCase.Allows(DataSourceRules.HasPath, "random data", Of("random")),
        RuleCase.Flags(DataSourceRules.NoEmptyText, "an empty path", Of("{ source: { kind: npz, path: '' } }"), s_source with { Option = "Path" }, "'path' has an empty text in the npz source. Write what is meant, or remove it."),
        RuleCase.Flags(DataSourceRules.NoEmptyText, "an empty column", Of($"{{ {TableAt}, modalities: {{ a: [x, ' '], b: {{ images: file }} }} }}"), s_first, "'A' has an empty text in the data section. Write what is meant, or remove it."),
        RuleCase.Allows(DataSourceRules.NoEmptyText, "a tab between columns", Of($"{{ source: {{ kind: csv, path: a.csv, label: kind, delimiter: \"\\t\" }}, {Columns} }}")),
        RuleCase.Flags(DataSourceRules.PathFitsSource, "a table read as an archive", Of("{ source: { kind: npz, path: a.CSV } }"), s_source with { Option = "Path" }, "'a.CSV' does not look like several NumPy arrays in one file (.npz). Did you mean 'kind: csv'?"),
        RuleCase.Allows(DataSourceRules.PathFitsSource, "an ending of no source", Of("{ source: { kind: npz, path: a.zip } }")),
        RuleCase.Flags(DataSourceRules.PredictsTheTask, "nothing", Of($"{{ source: {{ kind: csv, path: a.csv }}, {Columns} }}"), s_source, "A classification task needs 'label', the column of the class; the csv source gives none. Give 'label' and no other of label, labels, target and event."),
        RuleCase.Flags(DataSourceRules.PredictsTheTask, "two", Of($"{{ source: {{ kind: csv, path: a.csv, label: k, target: t }}, {Columns} }}"), s_source with { Option = "Target" }, "A classification task needs 'label', the column of the class; the csv source gives 'label' and 'target'. Give 'label' and no other of label, labels, target and event."),
        RuleCase.Flags(DataSourceRules.PredictsTheTask, "a time without an event", Of($"{{ source: {{ kind: csv, path: a.csv, target: t }}, {Columns} }}", "survival"), s_source, "A survival task needs 'target' and 'event', the column of the time and that of whether the event happened; the csv source gives 'target'. Give 'target' and 'event' and no other of label, labels, target and event."),
        RuleCase.Flags(DataSourceRules.PredictsTheTask, "an event of a regression", Of($"{{ source: {{ kind: csv, path: a.csv, target: t, event: e }}, {Columns} }}", "regression"), s_source with { Option = "Event" }, "A regression task needs 'target', the column of the number; the csv source gives 'target' and 'event'. Give 'target' and no other of label, labels, target and event."),
        RuleCase.Allows(DataSourceRules.PredictsTheTask, "a time and an event", Of($"{{ source: {{ kind: csv, path: a.csv, target: t, event: e }}, {Columns} }}", "survival")),
        RuleCase.Allows(DataSourceRules.PredictsTheTask, "a target of a regression", Of($"{{ source: {{ kind: csv, path: a.csv, target: t }}, {Columns} }}", "regression")),
        RuleCase.Flags(DataSourceRules.NameForEveryClass, "three names for two classes", Of("{ source: { kind: npz, path: a.npz, class_names: [x, y, z] } }"), s_source with { Option = "ClassNames" }, "'class_names' has 3 names, but the task has 2 classes. Give 2, in the order of their numbers."),
        RuleCase.Flags(DataSourceRules.NameForEveryClass, "a name for three labels", Of("{ source: { kind: npz, path: a.npz, class_names: x } }", "{ kind: multi_label, labels: 3 }"), s_source with { Option = "ClassNames" }, "'class_names' has 1 name, but the task has 3 labels. Give 3, in the order of their numbers."),
        RuleCase.Allows(DataSourceRules.NameForEveryClass, "two names", Of("{ source: { kind: npz, path: a.npz, class_names: [x, y] } }")),
        RuleCase.Flags(DataSourceRules.NamesClasses, "names of a time", Of("{ source: { kind: npz, path: a.npz, class_names: [x, y] } }", "survival"), s_source with { Option = "ClassNames" }, "'class_names' names nothing here: a time has no classes. Remove it."),
        RuleCase.Flags(DataSourceRules.NamesClasses, "names of a number", Of("{ source: { kind: npz, path: a.npz, class_names: [x, y] } }", "regression"), s_source with { Option = "ClassNames" }, "'class_names' names nothing here: a regression predicts a number. Remove it."),
        RuleCase.Flags(DataSourceRules.NamesClasses, "names of columns", Of($"{{ source: {{ kind: csv, path: a.csv, labels: [u, v], class_names: [x, y] }}, {Columns} }}", "multi_label"), s_source with { Option = "ClassNames" }, "'class_names' names nothing here: the labels of a table are named after their columns. Remove it."),
        RuleCase.Allows(DataSourceRules.NamesClasses, "names of the labels of an array", Of("{ source: { kind: npz, path: a.npz, class_names: [x, y] } }", "multi_label")),
        RuleCase.Flags(DataSourceRules.DistinctClassNames, "a name twice", Of("{ source: { kind: npz, path: a.npz, class_names: [x, x] } }"), s_source with { Option = "ClassNames" }, "'class_names' has 'x' twice. Every class needs a name of its own."),
        RuleCase.Flags(DataSourceRules.DistinctClassNames, "a number in two forms", Of("{ source: { kind: npz, path: a.npz, class_names: ['1', '1.0'] } }"), s_source with { Option = "ClassNames" }, "'class_names' has '1' and '1.0', which are the same number. Every class needs a name of its own."),
        RuleCase.Flags(DataSourceRules.DistinctClassNames, "a truth value in two forms", Of("{ source: { kind: npz, path: a.npz, class_names: ['True', 'true'] } }"), s_source with { Option = "ClassNames" }, "'class_names' has 'True' and 'true', which are the same truth value. Every class needs a name of its own."),
        RuleCase.Flags(TableTextRules.ClassNamesAreNotSimilar, "an accent of its own", Of("{ source: { kind: npz, path: a.npz, class_names: [café, cafe\u0301] } }"), s_source with { Option = "ClassNames" }, "'class_names' has 'café' and 'cafe\u0301', which differ only in case, blanks or unseen signs. Two classes are told apart by them; if one is meant, name it once."),
        RuleCase.Flags(TableTextRules.ClassNamesAreNotSimilar, "names that differ in case", Of("{ source: { kind: npz, path: a.npz, class_names: [ill, ' ILL '] } }"), s_source with { Option = "ClassNames" }, "'class_names' has 'ill' and ' ILL ', which differ only in case, blanks or unseen signs. Two classes are told apart by them; if one is meant, name it once."),
        RuleCase.Allows(TableTextRules.ClassNamesAreNotSimilar, "numbers", Of("{ source: { kind: npz, path: a.npz, class_names: ['1', '2'] } }")),
        RuleCase.Flags(TableTextRules.KnownEncoding, "another name", Of($"{{ source: {{ kind: csv, path: a.csv, label: kind, encoding: cp1252 }}, {Columns} }}"), s_source with { Option = "Encoding" }, "'encoding' is 'cp1252'. Allowed: utf-8, latin1, windows-1252, utf-16. Did you mean 'windows-1252'?"),
        RuleCase.Allows(TableTextRules.KnownEncoding, "latin1", Of($"{{ source: {{ kind: csv, path: a.csv, label: kind, encoding: latin1 }}, {Columns} }}")),
        RuleCase.Flags(TableTextRules.MarkIsCharacter, "a word", Of($"{{ source: {{ kind: csv, path: a.csv, label: kind, decimal: comma }}, {Columns} }}"), s_source with { Option = "Decimal" }, "'decimal' is 'comma'. Allowed: one character that is no letter, digit, sign, quote or line break."),
        RuleCase.Flags(TableTextRules.MarkIsCharacter, "a letter", Of($"{{ source: {{ kind: csv, path: a.csv, label: kind, delimiter: x }}, {Columns} }}"), s_source with { Option = "Delimiter" }, "'delimiter' is 'x'. Allowed: one character that is no letter, digit, sign, quote or line break."),
        RuleCase.Allows(TableTextRules.MarkIsCharacter, "marks", Of($"{{ source: {{ kind: csv, path: a.csv, label: kind, comment: '#', decimal: ',', thousands: '.', delimiter: ; }}, {Columns} }}")),
        RuleCase.Flags(TableTextRules.MarksDiffer, "a point for both", Of($"{{ source: {{ kind: csv, path: a.csv, label: kind, thousands: '.' }}, {Columns} }}"), s_source with { Option = "Thousands" }, "'decimal' and 'thousands' are both '.', so that a line could be read in two ways. Give each a character of its own."),
        RuleCase.Allows(TableTextRules.MarksDiffer, "commas between groups of a semicolon's table", Of($"{{ source: {{ kind: csv, path: a.csv, label: kind, thousands: ',', delimiter: ; }}, {Columns} }}")),
        RuleCase.Flags(TableTextRules.ClassIsNotMissing, "a number", Of($"{{ source: {{ kind: csv, path: a.csv, label: kind, class_names: ['-9', '1'], missing: [-9.0, x] }}, {Columns} }}"), s_source with { Option = "Missing" }, "'-9' is in 'class_names' and in 'missing'. A label is a class or missing: remove it from one of them."),
        RuleCase.Allows(TableTextRules.ClassIsNotMissing, "a usual marker", Of($"{{ source: {{ kind: csv, path: a.csv, label: kind, class_names: [None, mild], missing: [-9, unknown] }}, {Columns} }}")),
        RuleCase.Allows(DataSourceRules.DistinctClassNames, "names that differ in case", Of("{ source: { kind: npz, path: a.npz, class_names: [x, X] } }")),
        RuleCase.Flags(DataSourceRules.ColumnForEveryLabel, "a column for two labels", Of($"{{ source: {{ kind: csv, path: a.csv, labels: u }}, {Columns} }}", "multi_label"), s_source with { Option = "Labels" }, "'labels' names 1 column, but the task has 2 labels. Give a column for each of them."),
        RuleCase.Allows(DataSourceRules.ColumnForEveryLabel, "a pattern", Of($"{{ source: {{ kind: csv, path: a.csv, labels: 'is *' }}, {Columns} }}", "multi_label")),
        RuleCase.Flags(DataSourceRules.DelimiterIsCharacter, "two characters", Of($"{{ source: {{ kind: csv, path: a.csv, label: kind, delimiter: ;; }}, {Columns} }}"), s_source with { Option = "Delimiter" }, "'delimiter' is ';;', which has 2 characters. Allowed: one, for example \";\" or \"\\t\" for a tab."),
        RuleCase.Allows(DataSourceRules.DelimiterIsCharacter, "a semicolon", Of($"{{ source: {{ kind: csv, path: a.csv, label: kind, delimiter: ; }}, {Columns} }}")),
        RuleCase.Flags(DataModalityRules.KnownModality, "a name that is misspelt", Of($"{{ {ArrayAt}, modalities: {{ c: x }} }}"), s_first, "'C' is no modality of M, so that no data belong to it. Its modalities: 'A', 'B'."),
        RuleCase.Allows(DataModalityRules.KnownModality, "some of the modalities", Of($"{{ {ArrayAt}, modalities: {{ b: x }} }}")),
        RuleCase.Flags(DataModalityRules.DistinctModalities, "two keys of one modality", Of($"{{ {ArrayAt}, modalities: {{ a: x, A: y }} }}"), s_first with { Modality = 1 }, "The data of modality 'A' are given twice. Keep one; several columns are a list."),
        RuleCase.Allows(DataModalityRules.DistinctModalities, "two modalities", Of($"{{ {ArrayAt}, modalities: {{ a: x, b: y }} }}")),
        RuleCase.Flags(DataModalityRules.HasColumns, "a modality left out of a table", Of($"{{ {TableAt}, modalities: {{ a: [x, y] }} }}"), s_first with { Modality = -1 }, "Modality 'B' has no columns: a table does not say itself which belong to it. Add 'B' to 'modalities' of 'data', with a list of columns, in which one * stands for any text."),
        RuleCase.Allows(DataModalityRules.HasColumns, "a modality left out of arrays", Of($"{{ {ArrayAt} }}")),
        RuleCase.Flags(DataModalityRules.NamesSomething, "an empty list", Of($"{{ {TableAt}, modalities: {{ a: [], b: {{ images: file }} }} }}"), s_first, "The list of the data of modality 'A' is empty. Name its columns or its array."),
        RuleCase.Allows(DataModalityRules.NamesSomething, "columns", Of($"{{ {TableAt}, {Columns} }}")),
        RuleCase.Flags(DataModalityRules.NamesOneArray, "two arrays", Of($"{{ {ArrayAt}, modalities: {{ a: [x, y] }} }}"), s_first, "Modality 'A' names 2 arrays, but in an npz source a modality is one array. Keep one, or use a table."),
        RuleCase.Allows(DataModalityRules.NamesOneArray, "one array in a list", Of($"{{ {ArrayAt}, modalities: {{ a: [x] }} }}")),
        RuleCase.Flags(DataModalityRules.ImagesInTable, "pictures in arrays", Of($"{{ {ArrayAt}, modalities: {{ b: {{ images: file }} }} }}"), s_first, "'images' of modality 'B' needs a table (csv, parquet), one column of which names the files; an npz source has arrays."),
        RuleCase.Allows(DataModalityRules.ImagesInTable, "pictures in a table", Of($"{{ {TableAt}, {Columns} }}")),
        RuleCase.Flags(DataModalityRules.ImagesHaveShape, "pictures as a vector", Of($"{{ {TableAt}, modalities: {{ a: {{ images: x }}, b: {{ images: file }} }} }}"), s_first, "The pictures of modality 'A' have the shape [3, H, W] (colours) or [1, H, W] (grey), but the modality has the shape [2]."),
        RuleCase.Allows(DataModalityRules.ImagesHaveShape, "pictures as pictures", Of($"{{ {TableAt}, {Columns} }}")),
        RuleCase.Flags(DataModalityRules.ColumnForEveryFeature, "a column for two features", Of($"{{ {TableAt}, modalities: {{ a: x, b: {{ images: file }} }} }}"), s_first, "Modality 'A' has 2 features, but names 1 column. Give a column for every feature; one * stands for any text."),
        RuleCase.Flags(DataModalityRules.ColumnForEveryFeature, "a pattern too many", Of($"{{ {TableAt}, modalities: {{ a: [x, y, 'z*'], b: {{ images: file }} }} }}"), s_first, "Modality 'A' has 2 features, but names 3 columns. Give a column for every feature; one * stands for any text."),
        RuleCase.Allows(DataModalityRules.ColumnForEveryFeature, "a column and a pattern", Of($"{{ {TableAt}, modalities: {{ a: [x, 'z*'], b: {{ images: file }} }} }}")),
        RuleCase.Flags(DataModalityRules.DistinctColumns, "a column of two modalities", Of($"{{ {TableAt}, modalities: {{ a: [x, file], b: {{ images: file }} }} }}"), s_first with { Modality = 1 }, "'file' belongs to modality 'A' already, and cannot belong to modality 'B' too."),
        RuleCase.Flags(DataModalityRules.DistinctColumns, "a column that is predicted", Of($"{{ {TableAt}, modalities: {{ a: [x, kind], b: {{ images: file }} }} }}"), s_first, "'kind' belongs to what is predicted already, and cannot belong to modality 'A' too."),
        RuleCase.Allows(DataModalityRules.DistinctColumns, "an array of two modalities", Of($"{{ {ArrayAt}, modalities: {{ a: x, b: x }} }}")),
        RuleCase.Flags(DataSourceRules.NoEmptyText, "an empty name", Of($"{{ {ArrayAt}, feature_names: {{ a: [x, ' '] }} }}"), s_names, "'A' has an empty text in 'feature_names'. Write what is meant, or remove it."),
        RuleCase.Flags(CategoryRules.InTable, "an archive", Of($"{{ {ArrayAt}, modalities: {{ a: {{ categories: x }} }} }}"), s_first, "'categories' of modality 'A' needs a table (csv, parquet), whose columns have the words; an npz source has arrays."),
        RuleCase.Allows(CategoryRules.InTable, "a table", Of($"{{ {TableAt}, modalities: {{ a: {{ categories: {{ }}, numbers: [x, y] }}, b: {{ images: file }} }} }}")),
        RuleCase.Flags(CategoryRules.DistinctLevels, "a number in two forms", Of($"{{ {TableAt}, modalities: {{ a: {{ categories: {{ x: [1, '1.0'] }} }}, b: {{ images: file }} }} }}", features: 4), s_first, "The category 'x' of modality 'A' has the level '1' twice; levels that are numbers are compared as numbers. Every level is named once."),
        RuleCase.Allows(CategoryRules.DistinctLevels, "levels that differ in case", Of($"{{ {TableAt}, modalities: {{ a: {{ categories: {{ x: [u, U] }} }}, b: {{ images: file }} }} }}", features: 4)),
        RuleCase.Allows(CategoryRules.InVector, "a vector", Of($"{{ {TableAt}, modalities: {{ a: {{ categories: [x, z] }}, b: {{ images: file }} }} }}", features: 9)),
        RuleCase.Flags(CategoryRules.InVector, "a picture", Of($"{{ {TableAt}, modalities: {{ a: [x, y], b: {{ categories: x2 }} }} }}"), new SpecificationPath(Section.ModalityData, 1), "The categories of modality 'B' are features of a vector, but the modality has the shape [3, 8, 8]. Give it 'features' and an encoder of numbers."),
        RuleCase.Flags(DataModalityRules.ColumnForEveryFeature, "levels for two features", Of($"{{ {TableAt}, modalities: {{ a: {{ numbers: x, categories: {{ sex: [f, m] }} }}, b: {{ images: file }} }} }}"), s_first, "Modality 'A' has 2 features, but names 1 column of numbers and 1 column of categories with 5 values (a category has one for each level, one for <other> and one for <missing>). Give a column for every feature; one * stands for any text."),
        RuleCase.Flags(EmbeddedLevelRules.AreThoseOfTheData, "another column", OfLevels("{ numbers: x, categories: { sex: [f, m] } }", features: 5, "[5]"), new SpecificationPath(Section.Modality, 0, Option: "Levels"), "'levels: [5]' of modality 'A' does not fit its data, which have [4]. Give 'levels: [4]': of each column its levels, one for every other and one for none."),
        RuleCase.Flags(EmbeddedLevelRules.AreThoseOfTheData, "numbers alone", OfLevels("[x, y, z]", features: 3, "[3]"), new SpecificationPath(Section.Modality, 0, Option: "Levels"), "'levels: [3]' of modality 'A' does not fit its data, which have no categories. Name the columns of words as 'categories' of its data, or remove 'embedding' and 'levels'."),
        RuleCase.Flags(EmbeddedLevelRules.StatesLevels, "levels that the data state", OfLevels("{ numbers: x, categories: { sex: [f, m], site: [u, v, w] } }", features: 10, ""), new SpecificationPath(Section.Modality, 0, Option: "Embedding"), "Embedding = 2 of modality 'A' does not say of which features. Give Levels, how many of its last features each column of categories has: its levels, one for every other and one for none. By the data, Levels = [4, 5]."),
        RuleCase.Allows(EmbeddedLevelRules.AreThoseOfTheData, "levels that the data find", OfLevels("{ numbers: x, categories: [sex, site] }", features: 9, "[3, 5]")),
        RuleCase.Flags(TextRules.InTable, "an archive", OfText($"{{ {ArrayAt}, modalities: {{ a: {{ text: x }} }} }}"), s_first, "'text' of modality 'A' needs a table (csv, parquet), one column of which has the texts; an npz source has arrays. Token ids that are there already are an array of whole numbers."),
        RuleCase.Allows(TextRules.InTable, "a table", OfText($"{{ {TableAt}, modalities: {{ a: {{ text: x }}, b: {{ images: file }} }} }}")),
        RuleCase.Flags(TextRules.TakesTokens, "features", Of($"{{ {TableAt}, modalities: {{ a: {{ text: x }}, b: {{ images: file }} }} }}"), s_first, "The text of modality 'A' becomes token ids, but its encoder takes a vector of features. Give it, for example, 'shape: [128]' and 'encoder: { kind: text, vocabulary: 10000 }'."),
        RuleCase.Flags(TextRules.LengthFitsShape, "another length", OfText($"{{ {TableAt}, modalities: {{ a: {{ text: x, tokenizer: {{ kind: words, length: 3 }} }}, b: {{ images: file }} }} }}"), new SpecificationPath(Section.Tokenizer, 0, Option: "Length"), "'length' gives modality 'A' 3 tokens a sample, but it has the shape [2]. Remove 'length', which is then as the shape says, or make both the same."),
        RuleCase.Allows(TextRules.LengthFitsShape, "the same length", OfText($"{{ {TableAt}, modalities: {{ a: {{ text: x, tokenizer: {{ kind: words, length: 2 }} }}, b: {{ images: file }} }} }}")),
        RuleCase.Flags(TextRules.HasFiles, "no merges", OfText($"{{ {TableAt}, modalities: {{ a: {{ text: x, tokenizer: {{ kind: bpe, vocabulary: v.json }} }}, b: {{ images: file }} }} }}"), new SpecificationPath(Section.Tokenizer, 0), "The bpe tokenizer of modality 'A' needs 'merges', the file of its merges, for example merges.txt. Give it, from the folder of the experiment."),
        RuleCase.Allows(TextRules.HasFiles, "a model", OfText($"{{ {TableAt}, modalities: {{ a: {{ text: x, tokenizer: {{ kind: sentencepiece, vocabulary: s.model }} }}, b: {{ images: file }} }} }}")),
        RuleCase.Flags(TextRules.WordsArePadded, "another id", OfText($"{{ {TableAt}, modalities: {{ a: {{ text: x }}, b: {{ images: file }} }} }}", ", padding_id: 1"), s_first, "The words tokenizer of modality 'A' pads with the id 0, but its encoder has 'padding_id: 1'. Remove it."),
        RuleCase.Allows(TextRules.WordsArePadded, "of a file", OfText($"{{ {TableAt}, modalities: {{ a: {{ text: x, tokenizer: {{ kind: wordpiece, vocabulary: v.txt }} }}, b: {{ images: file }} }} }}", ", padding_id: 1")),
        RuleCase.Allows(TextRules.TakesTokens, "token ids", OfText($"{{ {TableAt}, modalities: {{ a: {{ text: x }}, b: {{ images: file }} }} }}")),
        RuleCase.Flags(NetworkRules.SaysWhatItTakes, "no file", OfNetwork("size: [3, 8, 8]"), s_network, "The network of modality 'A' has no 'path'. Give an .onnx file from the folder of the experiment, or several, of which each takes what the one before gives."),
        RuleCase.Allows(NetworkRules.SaysWhatItTakes, "two files", OfNetwork("path: [a.onnx, b.onnx], size: [1, 8, 8]")),
        RuleCase.Flags(NetworkRules.SaysWhatItTakes, "none", OfNetwork("path: a.onnx"), s_network, "The network of modality 'A' has no 'size'. Give the channels, the height and the width of the pictures that it takes, for example 'size: [3, 224, 224]'."),
        RuleCase.Flags(NetworkRules.SaysWhatItTakes, "channels last", OfNetwork("path: a.onnx, size: [8, 8, 3]"), s_network, "The network of modality 'A' has 'size: [8, 8, 3]'. Give the channels, the height and the width of the pictures that it takes, for example 'size: [3, 224, 224]'."),
        RuleCase.Allows(NetworkRules.SaysWhatItTakes, "grey", OfNetwork("path: a.onnx, size: [1, 8, 8]")),
        RuleCase.Flags(NetworkRules.GivesVector, "a picture", Of($"{{ {TableAt}, modalities: {{ a: [x, y], b: {{ images: file, network: {{ path: a.onnx, size: [3, 8, 8] }} }} }} }}"), s_network with { Modality = 1 }, "The network of modality 'B' makes a vector of features of every picture, but the modality has the shape [3, 8, 8]. Give it 'features', as many as the network gives (512 of ResNet18), and an encoder of numbers."),
        RuleCase.Allows(NetworkRules.GivesVector, "a vector", OfNetwork("path: a.onnx, size: [3, 8, 8]")),
        RuleCase.Flags(SequenceRules.HasOwnLength, "lengths of vectors", Of($"{{ {TableAt}, modalities: {{ a: {{ columns: [x, y], length: n }}, b: {{ images: file }} }} }}"), s_first, "'length' of the data of modality 'A' says how many steps each of its samples has, but the model takes all of them as equally long. Give the modality 'own_length: true', and an encoder of sequences that ends where a sample does: gru, lstm or cnn1d."),
        RuleCase.Allows(SequenceRules.HasOwnLength, "lengths of sequences", Of($"{{ {TableAt}, modalities: {{ a: {{ columns: [x, y], length: n }}, b: {{ images: file }} }} }}", encoder: "gru", features: 0)),
        RuleCase.Flags(DataModalityRules.DistinctColumns, "the label as a length", Of($"{{ {TableAt}, modalities: {{ a: {{ columns: [x, y], length: kind }}, b: {{ images: file }} }} }}", encoder: "gru", features: 0), s_first, "'kind' belongs to what is predicted already, and cannot belong to modality 'A' too."),
        RuleCase.Flags(JoinRules.KnownModality, "a source that is misspelt", Of($"{{ {JoinedAt}, sources: {{ c: {Joined} }}, {Columns} }}"), new SpecificationPath(Section.JoinedSource, 0), "'C' is no modality of M, so that it has no source. Its modalities: 'A', 'B'."),
        RuleCase.Allows(JoinRules.KnownModality, "a modality", Of($"{{ {JoinedAt}, sources: {{ a: {Joined} }}, {Columns} }}")),
        RuleCase.Flags(JoinRules.OneSource, "two keys of one modality", Of($"{{ {JoinedAt}, sources: {{ a: {Joined}, A: {Joined} }}, {Columns} }}"), new SpecificationPath(Section.JoinedSource, 1), "The source of modality 'A' is given twice. Keep one."),
        RuleCase.Allows(JoinRules.OneSource, "two modalities", Of($"{{ {JoinedAt}, sources: {{ a: {Joined}, b: {Joined} }}, {Columns} }}")),
        RuleCase.Flags(JoinRules.HasIds, "none in the first", Of($"{{ {TableAt}, sources: {{ a: {Joined} }}, {Columns} }}"), s_source, "Sources are joined by the ids of the samples, but the csv source has none. Give 'id', the column of the ids, or 'ids', a text file with one on each line."),
        RuleCase.Flags(JoinRules.HasIds, "none in an array", Of($"{{ {JoinedAt}, sources: {{ a: {{ kind: npy, path: a.npy }} }}, modalities: {{ b: {{ images: file }} }} }}"), new SpecificationPath(Section.JoinedSource, 0), "Sources are joined by the ids of the samples, but the npy source of modality 'A' has none. Give 'id', the array of the ids, or 'ids', a text file with one on each line."),
        RuleCase.Allows(JoinRules.HasIds, "one source", Of($"{{ {TableAt}, {Columns} }}")),
        RuleCase.Allows(JoinRules.HasIds, "a file of ids", Of($"{{ {JoinedAt}, sources: {{ a: {{ kind: npy, path: a.npy, ids: a.txt }} }}, modalities: {{ b: {{ images: file }} }} }}")),
        RuleCase.Flags(JoinRules.OnePlaceOfIds, "a column and a file", Of($"{{ source: {{ kind: csv, path: a.csv, label: kind, id: i, ids: i.txt }}, {Columns} }}"), s_source with { Option = "Ids" }, "The csv source has 'id' and 'ids', which are two places for one thing. Keep 'id' where the source has the ids itself, or 'ids' where a file of their own has them."),
        RuleCase.Allows(JoinRules.OnePlaceOfIds, "a column", Of($"{{ {JoinedAt}, {Columns} }}")),
        RuleCase.Flags(JoinRules.PredictsInFirst, "a label", Of($"{{ {JoinedAt}, sources: {{ a: {{ kind: csv, path: b.csv, id: i, label: k }} }}, {Columns} }}"), new SpecificationPath(Section.JoinedSource, 0, Option: "Label"), "'label' belongs to 'source', which has what is predicted; the source of modality 'A' has its values alone. Move or remove it."),
        RuleCase.Allows(JoinRules.PredictsInFirst, "values alone", Of($"{{ {JoinedAt}, sources: {{ a: {{ kind: npz, path: b.npz, id: i }} }}, modalities: {{ b: {{ images: file }} }} }}")),
        RuleCase.Flags(JoinRules.RandomStandsAlone, "the first", Of($"{{ source: random, sources: {{ a: {Joined} }} }}"), s_source, "The random source is random data, which have every modality and no ids. Remove 'sources', or give a file."),
        RuleCase.Flags(JoinRules.RandomStandsAlone, "another", Of($"{{ {JoinedAt}, sources: {{ a: random }}, {Columns} }}"), new SpecificationPath(Section.JoinedSource, 0), "The random source of modality 'A' is random data, which have every modality and no ids. Remove 'sources', or give a file."),
        RuleCase.Allows(JoinRules.RandomStandsAlone, "random data alone", Of("random")),
        RuleCase.Flags(JoinRules.JoinsSomething, "one source", Of($"{{ {TableAt}, {Columns}, join: left }}"), new SpecificationPath(Section.Data, Option: "Join"), "'join' has no effect: all modalities are in one source. Remove it, or give modalities sources of their own in 'sources'."),
        RuleCase.Allows(JoinRules.JoinsSomething, "two sources", Of($"{{ {JoinedAt}, sources: {{ a: {Joined} }}, {Columns}, join: left }}")),
        RuleCase.Flags(FeatureNameRules.KnownModality, "a name that is misspelt", Of($"{{ {ArrayAt}, feature_names: {{ c: x.txt }} }}"), s_names, "'C' is no modality of M, so that it has no features to name. Its modalities: 'A', 'B'."),
        RuleCase.Allows(FeatureNameRules.KnownModality, "a file and no names", Of($"{{ {ArrayAt}, feature_names: {{ b: x.txt }} }}")),
        RuleCase.Allows(FeatureNameRules.KnownModality, "none", Of($"{{ {ArrayAt}, feature_names: none }}")),
        RuleCase.Flags(FeatureNameRules.DistinctModalities, "two keys of one modality", Of($"{{ {ArrayAt}, feature_names: {{ a: x.txt, A: [x, y] }} }}"), s_names with { Modality = 1 }, "The features of modality 'A' are named twice. Keep one of the two."),
        RuleCase.Allows(FeatureNameRules.DistinctModalities, "two modalities", Of($"{{ {ArrayAt}, feature_names: {{ a: x.txt, b: x.txt }} }}")),
        RuleCase.Flags(FeatureNameRules.NameForEveryFeature, "a name for two features", Of($"{{ {ArrayAt}, feature_names: {{ a: [x] }} }}"), s_names, "Modality 'A' has 2 features, but 'feature_names' has 1 name for it. Give a name for every feature, in their order."),
        RuleCase.Flags(FeatureNameRules.NameForEveryFeature, "no name", Of($"{{ {ArrayAt}, feature_names: {{ a: [] }} }}"), s_names, "Modality 'A' has 2 features, but 'feature_names' has 0 names for it. Give a name for every feature, in their order."),
        RuleCase.Flags(FeatureNameRules.NameForEveryFeature, "a name for a picture", Of($"{{ {ArrayAt}, feature_names: {{ b: [x] }} }}"), s_names, "Modality 'B' has 192 features, but 'feature_names' has 1 name for it. Give a name for every feature, in their order."),
        RuleCase.Allows(FeatureNameRules.NameForEveryFeature, "a name for each, and random data", Of("{ source: random, feature_names: { a: [x, x] } }")),
        RuleCase.Flags(FeatureNameRules.NamesFeatures, "the columns of a table", Of($"{{ {TableAt}, {Columns}, feature_names: {{ a: [u, v, w] }} }}"), s_names, "'feature_names' names nothing in modality 'A': the columns of a table are the names of its features. Remove it."),
        RuleCase.Flags(FeatureNameRules.NamesFeatures, "token ids", Of($"{{ {ArrayAt}, feature_names: {{ a: x.txt }} }}", encoder: "{ kind: text, vocabulary: 9 }"), s_names, "'feature_names' names nothing in modality 'A': its values are token ids. Remove it."),
        RuleCase.Allows(FeatureNameRules.NamesFeatures, "an array", Of($"{{ {ArrayAt}, feature_names: {{ a: [x, y] }} }}")),
        RuleCase.Flags(DataSplitRules.LeavesTestPart, "parts that are the whole", Of("{ source: random, split: { kind: random, train: 0.9, validation: 0.1 } }"), s_split with { Option = "Train" }, "train: 0.9 and validation: 0.1 leave nothing for testing. Their sum is 1; allowed: below 1."),
        RuleCase.Flags(DataSplitRules.LeavesTestPart, "validation that takes the rest", Of($"{{ {ArrayAt}, split: {{ kind: group, column: c, validation: 0.5 }} }}"), s_split with { Option = "Validation" }, "train: 0.7 and validation: 0.5 leave nothing for testing. Their sum is 1.2; allowed: below 1."),
        RuleCase.Allows(DataSplitRules.LeavesTestPart, "parts that leave a tenth", Of("{ source: random, split: { kind: random, train: 0.8, validation: 0.1 } }")),
        RuleCase.Flags(DataSplitRules.HasColumn, "neither column nor file", Of($"{{ {ArrayAt}, split: group }}"), s_split, "The group split needs 'column', a column or array of the source with the group of every sample, or 'file', another file that has it."),
        RuleCase.Allows(DataSplitRules.HasColumn, "a file", Of($"{{ {ArrayAt}, split: {{ kind: given, file: a.npy }} }}")),
        RuleCase.Flags(DataSplitRules.FileIsReadable, "a table without column", Of($"{{ {ArrayAt}, split: {{ kind: given, file: a.csv }} }}"), s_split with { Option = "File" }, "'file' is 'a.csv'. Allowed: a .npy file, or a .csv file together with 'column'."),
        RuleCase.Allows(DataSplitRules.FileIsReadable, "a table with its column", Of($"{{ {ArrayAt}, split: {{ kind: given, file: a.csv, column: part }} }}")),
        RuleCase.Flags(DataSplitRules.SourceHasColumn, "random data by group", Of("{ source: random, split: { kind: group, column: c } }"), s_split with { Option = "Column" }, "The random source has no column 'c' to split by. Use the random split, or 'file'."),
        RuleCase.Allows(DataSplitRules.SourceHasColumn, "an array by group", Of($"{{ {ArrayAt}, split: {{ kind: group, column: c }} }}")),
        RuleCase.Flags(DataSplitRules.StratifyHasEffect, "shares of numbers", Of("{ source: random, split: { kind: random, stratify: true } }", "regression"), s_split with { Option = "Stratify" }, "'stratify' has no effect in a regression task, which has no classes to keep the shares of. Remove it."),
        RuleCase.Flags(FoldRules.FoldExists, "the sixth of five", Of("{ source: random, split: { kind: random, folds: 5, fold: 5 } }"), s_split with { Option = "Fold" }, "fold: 5 is none of folds: 5. Allowed: two folds or more, and a fold from 0 to the number of folds less one; or neither of the two."),
        RuleCase.Flags(FoldRules.FoldExists, "a fold of none", Of("{ source: random, split: { kind: random, fold: 1 } }"), s_split with { Option = "Fold" }, "fold: 1 is none of folds: 0. Allowed: two folds or more, and a fold from 0 to the number of folds less one; or neither of the two."),
        RuleCase.Flags(FoldRules.FoldExists, "one fold", Of($"{{ {ArrayAt}, split: {{ kind: group, column: c, folds: 1 }} }}"), s_split with { Option = "Folds" }, "fold: 0 is none of folds: 1. Allowed: two folds or more, and a fold from 0 to the number of folds less one; or neither of the two."),
        RuleCase.Allows(FoldRules.FoldExists, "the last", Of($"{{ {ArrayAt}, split: {{ kind: group, column: c, folds: 5, fold: 4 }} }}")),
        RuleCase.Flags(FoldRules.FoldLeavesTraining, "two halves", Of("{ source: random, split: { kind: random, folds: 2, validation: 0.5 } }"), s_split with { Option = "Folds" }, "One of folds: 2 for testing and validation: 0.5 leave nothing for training. Their sum is 1; allowed: below 1."),
        RuleCase.Flags(FoldRules.FoldsSayTraining, "a part for training beside folds", Of("{ source: random, split: { kind: random, folds: 5, train: 0.5 } }"), s_split with { Option = "Train" }, "train: 0.5 has no effect with folds: 5, where all that one fold and validation: 0.15 leave is for training, here 0.65. Remove train."),
        RuleCase.Allows(FoldRules.FoldsSayTraining, "a part for training without folds", Of("{ source: random, split: { kind: random, train: 0.5 } }")),
        RuleCase.Allows(FoldRules.FoldLeavesTraining, "a part for training that is not asked", Of("{ source: random, split: { kind: random, folds: 5, train: 0.9, validation: 0.2 } }")),
        RuleCase.Allows(DataSplitRules.StratifyHasEffect, "no shares of numbers", Of("{ source: random, split: { kind: random, stratify: false } }", "regression")),
    ];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Flags_what_breaks_the_rule_and_nothing_else(RuleCase example) => example.Verify();

    private static ModelSpecification OfNetwork(string network) => Of($"{{ {TableAt}, modalities: {{ a: {{ images: x, network: {{ {network} }} }}, b: {{ images: file }} }} }}");

    private static ModelSpecification OfLevels(string data, int features, string levels) => Of(
        $"{{ {TableAt}, modalities: {{ a: {data}, b: {{ images: file }} }} }}", encoder: $"linear, embedding: 2{(levels.Length > 0 ? ", levels: " + levels : "")}", features: features);

    private static ModelSpecification OfText(string data, string more = "") => Of(data, encoder: $"{{ kind: text, vocabulary: 9{more} }}");

    private static ModelSpecification Of(string data, string task = Classes, string encoder = "linear", int features = 2) => Reading.Of($$"""
        name: M
        task: {{task}}
        modalities:
          a: { {{(features == 0 ? "shape: [2, 1], own_length: true" : $"features: {features}")}}, encoder: {{encoder}} }
          b: { shape: [3, 8, 8], encoder: cnn2d }
        fusion: concat
        data: {{data}}
        """).Specification;
}
