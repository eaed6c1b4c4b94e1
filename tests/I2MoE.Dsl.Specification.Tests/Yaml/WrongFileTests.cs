using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Testing.Yaml;

namespace I2MoE.Dsl.Specification.Tests.Yaml;

public sealed class WrongFileTests
{
    // These are found by the generator, which knows the other files and the classes, or need another file (YamlLayerTests).
    private static readonly Rule[] s_ofGenerator = [YamlRules.DistinctModels, YamlRules.KnownClass, YamlRules.FreeClass, YamlRules.ExtendsMapping, YamlRules.SameSpelling];

    public static TheoryData<WrongFile> ByHand => [.. WrongFiles.ByHand];

    public static TheoryData<WrongFile> FromCatalogue => [.. WrongFiles.FromCatalogue];

    [Theory]
    [MemberData(nameof(ByHand))]
    public void One_mistake_is_one_error_at_its_place(WrongFile file) =>
        Assert.Equal([$"{file.Id} ({file.Line},{file.Column})"], Reading.Problems(file.Text));

    // An encoder may also say that it does not take a vector, which is as true.
    [Theory]
    [MemberData(nameof(FromCatalogue))]
    public void Every_option_is_read_strictly(WrongFile file) =>
        Assert.Contains($"{file.Id} ({file.Line},{file.Column})", Reading.Problems(file.Text));

    [Fact]
    public void Every_rule_about_files_has_a_wrong_file() => Assert.Equal(
        RuleTable.All.Where(rule => rule.Id.StartsWith("I2MOE6", StringComparison.Ordinal)).Concat(YamlRules.All).Append(RandomDataRules.FillsEveryPart).Concat(FoldRules.All).Concat(SequenceRules.All).Concat(TextRules.All).Concat(NetworkRules.All).Concat(JoinRules.All).Concat(CategoryRules.All).Except(s_ofGenerator).Select(rule => rule.Id),
        WrongFiles.ByHand.Select(file => file.Id).Where(id => id.StartsWith("I2MOE7", StringComparison.Ordinal) || id.StartsWith("I2MOE6", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void There_are_wrong_files_enough() => Assert.True(WrongFiles.ByHand.Count + WrongFiles.FromCatalogue.Count >= 200);

    [Theory]
    [InlineData("training: { epoch: 3 }", "'epoch' is not a key of 'training'. Allowed: {keys}. Did you mean 'epochs'?")]
    [InlineData("training: { epochs: 3.0 }", "'epochs' is '3.0'. Allowed: a whole number, 1 to 1000000. Did you mean 3?")]
    [InlineData("training: { epochs: 017 }", "'epochs' is '017'. Allowed: a whole number, 1 to 1000000. Did you mean 17?")]
    [InlineData("training: { learning_rate: 00.5 }", "'learning_rate' is '00.5'. Allowed: a number, greater than 0, up to 1. Did you mean 0.5?")]
    [InlineData("training: { learning_rate: \"0.5\" }", "'learning_rate' is the text '0.5'. Allowed: a number, greater than 0, up to 1. Did you mean 0.5?")]
    [InlineData("experts: { synergy: no }", "'synergy' is 'no'. Allowed: true, false or pairs. Did you mean false?")]
    [InlineData("experts: { uniqueness_of: a }", "'uniqueness_of' is 'a'. Allowed: a list of names of modalities. Did you mean [a]?")]
    [InlineData("experts: { masking: Zero }", "'masking' cannot be 'Zero'. Allowed: random, mean, zero. Did you mean 'zero'?")]
    [InlineData("training: { epochs: 0 }", "epochs: 0 is not allowed in the training options. Allowed: 1 to 1000000.")]
    public void The_message_says_what_is_allowed_and_probably_meant(string line, string message) =>
        Assert.Equal(message.Replace("{keys}", string.Join(", ", TrainingOptions.Definition.YamlKeys), StringComparison.Ordinal), Assert.Single(Reading.Of(WrongFiles.Experiment(line)).Check()).Message);

    // As pages of the web and keyboards of other scripts write them.
    [Theory]
    [InlineData("  image:", "\u00A0\u00A0image:", "Line 5 has U+00A0 in column 1, which looks like a blank and is none to YAML: write an ordinary one.")]
    [InlineData("name: EmojiModel", "name\uFF1A EmojiModel", "Line 1 has U+FF1A in column 5, which looks like a colon and is none to YAML: write an ordinary one.")]
    [InlineData("classes: 9", "classes: 9\uFF0C x: { y", "Line 3 has U+FF0C in column 41, which looks like a comma and is none to YAML: write an ordinary one.")]
    public void Signs_that_look_like_those_of_YAML_are_told(string written, string pasted, string hint) =>
        Assert.EndsWith(hint, Reading.Of(Accepted.Emoji.Replace(written, pasted, StringComparison.Ordinal)).Check()[0].Message, StringComparison.Ordinal);

    [Fact]
    public void Data_of_modalities_that_could_not_be_read_are_no_second_mistake() => Assert.Equal(["I2MOE715"], Reading.Of(
        WrongFiles.Experiment("data: { source: { kind: npz, path: x.npz }, modalities: { a: x } }").Replace("\n  a: ", "\n  - a: ", StringComparison.Ordinal).Replace("\n  b: ", "\n  - b: ", StringComparison.Ordinal)).Check().Select(problem => problem.Rule.Id));

    // A column may be lists, of as many values as the file says.
    [Theory]
    [InlineData("parquet", "[x]", "")]
    [InlineData("parquet", "[x, k, z, u, v, w, r, s, t, q, p]", "I2MOE617")]
    [InlineData("csv", "[x]", "I2MOE617")]
    public void Columns_of_Parquet_may_have_several_features(string kind, string columns, string expected)
    {
        string text = WrongFiles.Experiment($"data: {{ source: {{ kind: {kind}, path: d.{kind}, target: y }}, modalities: {{ a: {columns}, b: [\"b*\"] }} }}");
        Assert.Equal(expected.Length == 0 ? [] : [expected], Reading.Of(text).Check().Where(problem => problem.Rule.Severity == RuleSeverity.Error).Select(problem => problem.Rule.Id));
    }

    [Fact]
    public void No_mutation_of_an_experiment_throws_or_leaves_the_text()
    {
        var random = new Random(20_250_713);
        string[] sources = [Accepted.Emoji, Accepted.Blocks, Accepted.Short, WrongFiles.Experiment("data: &a [*a]")];
        for (int run = 0; run < 1_000; run++)
        {
            string text = Mutate(sources[random.Next(sources.Length)].ReplaceLineEndings("\n"), random);
            YamlReading reading = YamlExperiment.Read(Reading.Path, text, path => path.EndsWith('x') ? text : null);
            foreach (YamlProblem problem in reading.Check())
            {
                Assert.InRange(problem.Place.Line, 1, text.Count(c => c is '\n' or '\r' or '\u0085' or '\u2028') + 2);
                Assert.DoesNotContain(problem.Message, char.IsControl);
            }
        }
    }

    private static string Mutate(string text, Random random)
    {
        const string Characters = "\t\n :,-[]{}&*!|>'\"%@`#?~<x01.\0\u0085\u2028\ud800é";
        for (int edits = random.Next(1, 6); edits > 0 && text.Length > 4; edits--)
        {
            int at = random.Next(text.Length - 2);
            text = random.Next(4) switch
            {
                0 => text.Remove(at, random.Next(1, Math.Min(12, text.Length - at))),
                1 => text.Insert(at, Characters[random.Next(Characters.Length)].ToString()),
                2 => text.Insert(at, text.Substring(random.Next(text.Length - 2), 2)),
                _ => text[..at] + Characters[random.Next(Characters.Length)] + text[(at + 1)..],
            };
        }

        return text;
    }
}
