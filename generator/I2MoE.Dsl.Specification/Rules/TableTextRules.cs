using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Rules;

/// <summary>Rules about how tables are written and what their cells mean (I2MOE628 to I2MOE632).</summary>
public static class TableTextRules
{
    private static readonly Option<string>[] s_marks = [CsvDataOptions.Delimiter, CsvDataOptions.Comment, CsvDataOptions.Decimal, CsvDataOptions.Thousands];

    /// <summary>The names of classes differ in more than case and blanks.</summary>
    public static Rule ClassNamesAreNotSimilar { get; } = new(
        "I2MOE628",
        "Two class names differ only in case, blanks or unseen signs",
        RuleSeverity.Warning,
        "'class_names' has '{0}' and '{1}', which differ only in case, blanks or unseen signs. Two classes are told apart by them; if one is meant, name it once.",
        DataText.Find((_, data) =>
        {
            string[] names = [.. data.Source.TextsOf("ClassNames").Where(name => LabelValue.Parse(name).IsText).Distinct()];
            return LabelValue.FindSimilar(names) is { } similar
                ? [(new SpecificationPath(Section.Source, Option: "ClassNames"), [ShownText.Of(similar.First), ShownText.Of(similar.Second)])]
                : [];
        }));

    /// <summary>An encoding is one that can be read.</summary>
    public static Rule KnownEncoding { get; } = new(
        "I2MOE629",
        "An encoding is not known",
        RuleSeverity.Error,
        "'encoding' is '{0}'. Allowed: {1}.{2}",
        DataText.Find((_, data) => data.AllSources()
            .Where(place => place.Source.Definition == CsvDataOptions.Definition)
            .Select(place => (place.Path, Encoding: place.Source.TextOf("Encoding")))
            .Where(place => place.Encoding.Trim().Length > 0 && !TextEncodingNames.All.Contains(place.Encoding))
            .Select(place => (
                place.Path with { Option = CsvDataOptions.Encoding.Name },
                new[] { ShownText.Of(place.Encoding), string.Join(", ", TextEncodingNames.All), TextEncodingNames.Suggest(place.Encoding) }))));

    /// <summary>A mark of a CSV file is one character that has no other meaning.</summary>
    public static Rule MarkIsCharacter { get; } = new(
        "I2MOE630",
        "A mark of a CSV file is not one free character",
        RuleSeverity.Error,
        "'{0}' is '{1}'. Allowed: one character that is no letter, digit, sign, quote or line break.",
        DataText.Find((_, data) => data.AllSources().SelectMany(place => MarksOf(place.Source)
            .Where(mark => mark.Text.Length > 1 ? mark.Option != CsvDataOptions.Delimiter : CsvMarks.IsReserved(mark.Text[0]))
            .Select(mark => (place.Path with { Option = mark.Option.Name }, new[] { mark.Option.YamlName, ShownText.Of(mark.Text) })))));

    /// <summary>The marks of a CSV file differ.</summary>
    public static Rule MarksDiffer { get; } = new(
        "I2MOE631",
        "Two marks of a CSV file are the same character",
        RuleSeverity.Error,
        "'{0}' and '{1}' are both '{2}', so that a line could be read in two ways. Give each a character of its own.",
        DataText.Find((_, data) => data.AllSources().SelectMany(place => MarksOf(place.Source).GroupBy(mark => mark.Text).Where(group => group.Count() > 1)
            .Select(group => group.ToArray())
            .Select(same => (place.Path with { Option = same[same.Length - 1].Option.Name }, new[] { same[0].Option.YamlName, same[same.Length - 1].Option.YamlName, ShownText.Of(same[0].Text) })))));

    /// <summary>A class is not missing.</summary>
    public static Rule ClassIsNotMissing { get; } = new(
        "I2MOE632",
        "The name of a class stands for a missing value",
        RuleSeverity.Error,
        "'{0}' is in 'class_names' and in 'missing'. A label is a class or missing: remove it from one of them.",
        DataText.Find((_, data) =>
        {
            LabelValue[] missing = [.. data.Source.TextsOf("Missing").Select(LabelValue.Parse)];
            return data.Source.TextsOf("ClassNames").Where(name => missing.Contains(LabelValue.Parse(name)))
                .Select(name => (new SpecificationPath(Section.Source, Option: "Missing"), new[] { ShownText.Of(name) }));
        }));

    /// <summary>The rules of this area.</summary>
    internal static IReadOnlyList<Rule> All { get; } = [ClassNamesAreNotSimilar, KnownEncoding, MarkIsCharacter, MarksDiffer, ClassIsNotMissing];

    // Those that are not empty, which another rule refuses.
    private static IEnumerable<(Option Option, string Text)> MarksOf(Component source) => source.Definition == CsvDataOptions.Definition
        ? s_marks.Select(option => ((Option)option, source.TextOf(option.Name))).Where(mark => mark.Item2.Length > 0)
        : [];
}
