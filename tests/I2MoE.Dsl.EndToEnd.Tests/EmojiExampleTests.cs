using System.Text.Json;
using I2MoE.Dsl.Testing;

namespace I2MoE.Dsl.EndToEnd.Tests;

/// <summary>An experiment without any C#: a YAML file, its data, and the program that the build makes of them.</summary>
public sealed class EmojiExampleTests
{
    [SkippableFact]
    public async Task The_example_trains_to_the_accuracy_of_logistic_regression_on_everything()
    {
        WholeTests.RunWhereWanted("the example of breast cancer trains.");
        // A few of its epochs, and what they reach, unless there is time.
        (string[] epochs, double least) = LongTests.AreWanted ? (Array.Empty<string>(), 0.84) : (["--set", "training.epochs=3"], 0.8);
        string folder = Directory.CreateTempSubdirectory("i2moe-emoji-").FullName;
        try
        {
            string run = Path.Combine(folder, "run");
            await Cli.ExampleAsync(folder, "Emoji", ["train", "--out", run, "--quiet", .. epochs]);
            using var metrics = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(run, "metrics.json")));
            double trained = Accuracy(metrics);
            Assert.InRange(trained, least, 1);

            string again = await Cli.ExampleAsync(folder, "Emoji", "evaluate", "--run", run);
            Assert.Contains(trained.ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture), again, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Accuracy(JsonDocument metrics) => metrics.RootElement.GetProperty("test").GetProperty("accuracy").GetDouble();
}
