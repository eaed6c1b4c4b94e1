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
        await ServeAsync(Path.Combine("runs", "FirstModel", "seed-0"), async (client, modalities) =>
        {
            using JsonDocument answer = await AskAsync(client, string.Join(", ", modalities.Select(modality => $"\"{modality.Name}\": [{Zeros(modality.Size)}]")));
            Assert.Equal(1, answer.RootElement.GetProperty("weights").EnumerateObject().Sum(weight => weight.Value.GetDouble()), 1e-4);
            Assert.Contains("/predict", await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_modality_that_was_text_takes_text()
    {
        _tool.Write("notes.csv", "age,note,label\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{row % 17},\"This patient is {(row % 2 == 0 == (row % 7 > 0) ? "well" : "ill")} today\",{row % 2}\n")));
        await _tool.RunAsync(0, "new", "Notes", "--data", "notes.csv");
        await _tool.RunAsync(0, "train", "Notes.i2moe.yaml", "--quiet", "--set", "training.epochs=3");
        await ServeAsync(Path.Combine("runs", "Notes", "seed-0"), async (client, modalities) =>
        {
            Assert.Equal([false, true], modalities.OrderBy(modality => modality.TakesText).Select(modality => modality.TakesText));
            string age = modalities.First(modality => !modality.TakesText).Name;
            using JsonDocument text = await AskAsync(client, $"\"{age}\": [3], \"note\": \"Today, this patient is ILL!\"");

            // The words of the training part: every one of four in all rows, in alphabetical order, then well and ill.
            using JsonDocument ids = await AskAsync(client, $"\"{age}\": [3], \"note\": [5, 4, 3, 2, {(await File.ReadAllTextAsync(_tool.At("runs/Notes/seed-0/preprocessing.json"))).Split('"').Where(word => word is "ill" or "well").ToList().IndexOf("ill") + 6}, 0, 0, 0]");
            Assert.Equal(ids.RootElement.GetProperty("probabilities").GetRawText(), text.RootElement.GetProperty("probabilities").GetRawText());
            using JsonDocument other = await AskAsync(client, $"\"{age}\": [3], \"note\": \"Nobody knows\"");
            Assert.NotEqual(other.RootElement.GetProperty("probabilities").GetRawText(), text.RootElement.GetProperty("probabilities").GetRawText());
            Assert.Contains("divided as in training", await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)), StringComparison.Ordinal);
        });
    }

    // No visit, and no text, is none of the modality, however it is said.
    [Fact]
    public async Task What_a_sample_lacks_may_be_left_out()
    {
        _tool.Write("stays.csv", "v1,v2,note,age,label\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{(row % 5 == 0 ? "," : $"{row % 7},{(row % 2 == 0 ? "" : "4")}")},{(row % 4 == 0 ? "" : row % 2 == 0 ? "all well" : "very ill")},{row % 17},{row % 2}\n")));
        _tool.Write("stays.i2moe.yaml", """
            name: Stays
            task: { kind: classification, classes: 2 }
            modalities:
              visits: { shape: [2, 1], own_length: true, optional: true, encoder: gru }
              note: { shape: [3], optional: true, encoder: { kind: text, vocabulary: 6, token_dim: 4, pooling: mean } }
              age: { features: 1, encoder: linear }
            fusion: { kind: concat, layers: 1, hidden_dim: 4 }
            training: { epochs: 1 }
            data:
              source: { kind: csv, path: stays.csv, label: label }
              modalities: { visits: [v1, v2], note: { text: note }, age: [age] }
            """);
        await _tool.RunAsync(0, "train", "stays.i2moe.yaml", "--quiet");
        await ServeAsync(Path.Combine("runs", "Stays", "seed-0"), async (client, _) =>
        {
            using JsonDocument left = await AskAsync(client, "\"age\": [3]");
            Assert.Equal(["Visits", "Note"], left.RootElement.GetProperty("missing").EnumerateArray().Select(name => name.GetString()));
            Assert.Equal(0, left.RootElement.GetProperty("weights").GetProperty("UniqueNote").GetDouble());
            foreach (string said in (string[])["\"visits\": []", "\"visits\": null, \"note\": null", "\"visits\": [null, null], \"note\": \" \"", "\"note\": \"NA\""])
            {
                using JsonDocument same = await AskAsync(client, $"\"age\": [3], {said}");
                Assert.Equal(left.RootElement.GetRawText(), same.RootElement.GetRawText());
            }

            using JsonDocument has = await AskAsync(client, "\"age\": [3], \"visits\": [2], \"note\": \"very ill\"");
            Assert.Equal(0, has.RootElement.GetProperty("missing").GetArrayLength());
        });

        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        string port = ((System.Net.IPEndPoint)other.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await _tool.RunAsync(1, "serve", _tool.At("runs/Stays/seed-0"), "--host", "127.0.0.1", "--port", port);
        Assert.StartsWith($"error: It cannot listen on http://127.0.0.1:{port}: ", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_served_is_told()
    {
        await _tool.RunAsync(1, "serve", "nowhere");
        Assert.StartsWith("error: There is no run in ", _tool.Error, StringComparison.Ordinal);
        await _tool.RunAsync(1, "serve", "nowhere", "--port", "70000");
        Assert.StartsWith("error: --port is 70000. Allowed: 0 (any that is free) to 65535.", _tool.Error, StringComparison.Ordinal);

        // The server would listen on all addresses of the machine for whatever is no address.
        await _tool.RunAsync(1, "serve", "nowhere", "--host", "local host");
        Assert.StartsWith("error: --host is 'local host', which is no address and no name that is known here. Allowed: localhost", _tool.Error, StringComparison.Ordinal);
        Assert.EndsWith("Did you mean 'localhost'?", _tool.Error.TrimEnd(), StringComparison.Ordinal);
        await _tool.RunAsync(1, "serve", "nowhere", "--host", "");
        Assert.StartsWith("error: --host is ''", _tool.Error, StringComparison.Ordinal);
        await _tool.RunAsync(1, "serve", "nowhere", "--host", "http://localhost");
        Assert.StartsWith("error: --host is 'http://localhost'", _tool.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _tool.Dispose();

    private static string Zeros(int count) => string.Join(", ", Enumerable.Repeat("0", count));

    private static async Task<JsonDocument> AskAsync(HttpClient client, string fields)
    {
        using var sample = new StringContent($"{{{fields}}}", Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await client.PostAsync(new Uri("/predict", UriKind.Relative), sample);
        string answer = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, answer);
        return JsonDocument.Parse(answer);
    }

    private async Task ServeAsync(string run, Func<HttpClient, IReadOnlyList<(string Name, int Size, bool TakesText)>, Task> ask)
    {
        using var end = new CancellationTokenSource();
        await using var output = new HeardWriter("Listening on");
        await using var error = new StringWriter();
        Task<int> serving = ToolCommandLine.RunAsync(["serve", Path.Combine(_tool.Folder, run), "--port", "0"], new ProgramConsole(output, error), end.Token);
        Task<string> listening = output.LineAsync();
        Assert.True(await Task.WhenAny(serving, listening) == listening, error.ToString());

        using var client = new HttpClient { BaseAddress = new Uri(Regex.Match(await listening, @"http://[\d.:]+\d").Value) };
        using var model = JsonDocument.Parse(await client.GetStringAsync(new Uri("/predict", UriKind.Relative)));
        await ask(client, [.. model.RootElement.GetProperty("modalities").EnumerateArray().Select(modality => (
            modality.GetProperty("name").GetString()!,
            modality.GetProperty("shape").EnumerateArray().Aggregate(1, (product, length) => product * length.GetInt32()),
            modality.GetProperty("text").GetBoolean()))]);

        await end.CancelAsync();
        Assert.Equal(0, await serving);
    }
}
