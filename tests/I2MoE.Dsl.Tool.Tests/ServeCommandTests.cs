using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using I2MoE.Dsl.Experiments.Terminal;

namespace I2MoE.Dsl.Tool.Tests;

/// <summary><c>i2moe serve</c> answers with a run until it is ended, and says what is wrong where it cannot.</summary>
public sealed class ServeCommandTests : IDisposable
{
    private readonly ToolRun _tool = new();

    [Fact]
    public async Task A_run_is_served_until_it_is_ended()
    {
        await _tool.RunAsync(0, "new", "FirstModel");
        await _tool.RunAsync(0, "train", "FirstModel.i2moe.yaml", "--quiet", "--set", "training.epochs=1", "--set", "data.source.samples=40");
        using var end = new CancellationTokenSource();
        await using var output = new HeardWriter("Listening on");
        await using var error = new StringWriter();
        Task<int> serving = ToolCommandLine.RunAsync(["serve", Path.Combine(_tool.Folder, "runs", "FirstModel", "seed-0"), "--port", "0"], new ProgramConsole(output, error), end.Token);
        Task<string> listening = output.LineAsync();
        Assert.True(await Task.WhenAny(serving, listening) == listening, error.ToString());

        using var client = new HttpClient { BaseAddress = new Uri(Regex.Match(await listening, @"http://[\d.:]+\d").Value) };
        using var model = JsonDocument.Parse(await client.GetStringAsync(new Uri("/predict", UriKind.Relative)));
        IEnumerable<string> fields = model.RootElement.GetProperty("modalities").EnumerateArray().Select(modality =>
            $"\"{modality.GetProperty("name").GetString()}\": [{string.Join(", ", Enumerable.Repeat("0", modality.GetProperty("shape").EnumerateArray().Aggregate(1, (product, length) => product * length.GetInt32())))}]");
        using var sample = new StringContent($"{{{string.Join(", ", fields)}}}", Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await client.PostAsync(new Uri("/predict", UriKind.Relative), sample);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(1, answer.RootElement.GetProperty("weights").EnumerateObject().Sum(weight => weight.Value.GetDouble()), 1e-4);
        Assert.Contains("/predict", await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)), StringComparison.Ordinal);

        await end.CancelAsync();
        Assert.Equal(0, await serving);
    }

    [Fact]
    public async Task What_cannot_be_served_is_told()
    {
        await _tool.RunAsync(1, "serve", "nowhere");
        Assert.StartsWith("error: There is no run in ", _tool.Error, StringComparison.Ordinal);
        await _tool.RunAsync(1, "serve", "nowhere", "--port", "70000");
        Assert.StartsWith("error: --port is 70000. Allowed: 0 (any that is free) to 65535.", _tool.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _tool.Dispose();
}
