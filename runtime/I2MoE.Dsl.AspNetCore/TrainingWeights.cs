using System.Text.Json;

namespace I2MoE.Dsl.AspNetCore;

/// <summary>The mean weights of the experts that a run found on its test part.</summary>
internal static class TrainingWeights
{
    private const string File = "metrics.json";
    private const string Key = "mean_weights";

    /// <summary>The weights in the order of the experts; null where the run has none, as a model that <c>Save</c> wrote.</summary>
    /// <param name="run">The folder of the run.</param>
    /// <param name="experts">The experts.</param>
    public static double[]? Read(string run, IReadOnlyList<string> experts)
    {
        string path = Path.Combine(run, File);
        if (!System.IO.File.Exists(path))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(path));
            return document.RootElement.TryGetProperty(Key, out JsonElement weights) && experts.All(expert => weights.TryGetProperty(expert, out JsonElement weight) && weight.ValueKind == JsonValueKind.Number)
                ? [.. experts.Select(expert => weights.GetProperty(expert).GetDouble())]
                : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return null;
        }
    }
}
