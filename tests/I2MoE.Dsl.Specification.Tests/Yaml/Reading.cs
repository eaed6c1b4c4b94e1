using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Specification.Tests.Yaml;

/// <summary>Reads experiments in tests.</summary>
internal static class Reading
{
    public const string Path = "/app/model.i2moe.yaml";

    public static YamlReading Of(string text, params (string Path, string Text)[] others) => YamlExperiment.Read(
        Path,
        text.ReplaceLineEndings("\n"),
        path => others.Where(file => file.Path == path).Select(file => file.Text).FirstOrDefault());

    public static IEnumerable<string> Problems(string text, params (string Path, string Text)[] others) =>
        Of(text, others).Check().Select(problem => $"{problem.Rule.Id} ({problem.Place.Line},{problem.Place.Column})");
}
