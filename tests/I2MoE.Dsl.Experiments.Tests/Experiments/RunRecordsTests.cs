using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace I2MoE.Dsl.Tests.Experiments;

/// <summary>What a run records of itself: on what it was computed, from what, its curves, and the same elsewhere.</summary>
[Collection(ProcessWide.Name)]
public sealed class RunRecordsTests : IDisposable
{
    private readonly ProgramRun _program = new() { Experiments = [ProgramRun.Define(SmallExperiment.Table)] };

    public RunRecordsTests() => _program.Folder.Write("small.csv", SmallExperiment.Csv());

    [Fact]
    public async Task A_run_says_on_what_and_from_what_it_was_computed()
    {
        await _program.OkAsync("train --quiet --device auto");
        JsonNode record = Record();
        JsonNode machine = record["machine"]!;
        Assert.NotEqual("auto", (string?)machine["device"]);
        Assert.True((int)machine["threads"]! >= 1);
        Assert.All(["processor", "system", "runtime", "torch", "library"], name => Assert.NotEmpty((string)machine[name]!));
        Assert.True((double)record["seconds"]! > 0);
        string data = (string)record["data"]!;
        Assert.Equal(64, data.Length);

        // The same samples from another place, then one value more.
        _program.Folder.Write("again.csv", SmallExperiment.Csv());
        await _program.OkAsync("train --quiet --data again.csv --out again");
        Assert.Equal(data, (string?)Record("again")["data"]);
        _program.Folder.Write("other.csv", SmallExperiment.Csv().Replace("0.1", "0.2", StringComparison.Ordinal));
        await _program.OkAsync("train --quiet --data other.csv --out other");
        Assert.NotEqual(data, (string?)Record("other")["data"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--baseline")]
    public async Task A_run_draws_its_curves(string model)
    {
        await _program.OkAsync($"train --quiet {model} --out run");
        string[] files = [.. Directory.GetFiles(_program.Folder.File("run/curves")).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];
        Assert.Equal(model.Length > 0 ? ["losses.svg", "validation.svg"] : ["interaction-losses.svg", "losses.svg", "validation.svg"], files);
        Assert.All(files, file => Assert.Equal("svg", XDocument.Parse(_program.Read("run/curves/" + file)).Root!.Name.LocalName));
    }

    [Fact]
    public async Task TensorBoard_has_the_numbers_of_every_epoch()
    {
        await _program.OkAsync("train --quiet --set training.track.tensorboard=true --out run");
        (string Tag, long Step, float Value)[] scalars = [.. Directory.GetFiles(_program.Folder.File("run/tensorboard")).SelectMany(EventFile.Scalars)];
        string[][] history = _program.ReadCsv("run/history.csv");
        int column = Array.IndexOf(history[0], "validation accuracy");
        Assert.Equal(
            history.Skip(1).Select(line => float.Parse(line[column], System.Globalization.CultureInfo.InvariantCulture)),
            scalars.Where(scalar => scalar.Tag == "validation/accuracy").OrderBy(scalar => scalar.Step).Select(scalar => scalar.Value),
            (left, right) => Math.Abs(left - right) < 1e-4);
        Assert.Equal([1, 2, 3], scalars.Where(scalar => scalar.Tag == "train/loss").Select(scalar => scalar.Step).Order());
        Assert.Single(scalars, scalar => scalar.Tag == "test/accuracy");
    }

    [Fact]
    public async Task Mlflow_has_the_run_and_is_told_how_it_ended()
    {
        using var server = new MlflowStub();
        await _program.OkAsync($"train --quiet --set training.track.mlflow={server.Address} --out run");
        Assert.Empty(server.Problems);
        Assert.Equal(["experiments/get-by-name", "experiments/create", "runs/create"], server.Calls.Take(3));
        Assert.Equal("3", server.Parameters["training.epochs"]);
        Assert.Equal([1L, 2, 3], server.Metrics.Where(metric => metric.Key == "validation/accuracy").Select(metric => metric.Step));
        Assert.Single(server.Metrics, metric => metric.Key == "test/accuracy");
        Assert.Equal("I2MoE", server.Tags["i2moe.model"]);
        Assert.Equal(["FINISHED"], server.Statuses);
        Assert.Equal("abc", (string?)Record("run")["mlflow_run"]);
        Assert.All(server.Authorizations, authorization => Assert.Equal("", authorization));

        // More epochs of the same run go on in it.
        await _program.OkAsync($"train --quiet --resume --set training.epochs=4 --set training.track.mlflow={server.Address} --out run");
        Assert.Empty(server.Problems);
        Assert.Equal(["FINISHED", "RUNNING", "FINISHED"], server.Statuses);
        Assert.Equal([1L, 2, 3, 4], server.Metrics.Where(metric => metric.Key == "validation/accuracy").Select(metric => metric.Step));
    }

    [Fact]
    public async Task Mlflow_gets_the_credentials_of_its_users_and_what_an_outage_kept_back()
    {
        using var server = new MlflowStub { Outages = 1 };
        Environment.SetEnvironmentVariable("MLFLOW_TRACKING_TOKEN", "secret");
        try
        {
            await _program.OkAsync($"train --quiet --set training.track.mlflow={server.Address} --out run");
        }
        finally
        {
            Environment.SetEnvironmentVariable("MLFLOW_TRACKING_TOKEN", null);
        }

        Assert.Contains("it answers 503. The run goes on", _program.Error, StringComparison.Ordinal);
        Assert.Empty(server.Problems);
        Assert.All(server.Authorizations, authorization => Assert.Equal("Bearer secret", authorization));
        Assert.Equal([1L, 2, 3], server.Metrics.Where(metric => metric.Key == "validation/accuracy").Select(metric => metric.Step));
        Assert.DoesNotContain("secret", _program.Read("run/run.json") + _program.Read("run/experiment.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_stops_no_training()
    {
        string address;
        using (var gone = new MlflowStub())
        {
            address = gone.Address;
        }

        await _program.OkAsync($"train --quiet --set training.track.mlflow={address} --out run");
        Assert.Contains($"track.mlflow: {address}/: it does not answer", _program.Error, StringComparison.Ordinal);
        Assert.Contains("its folder has everything", _program.Error, StringComparison.Ordinal);
        Assert.Equal("finished", (string?)Record("run")["status"]);
    }

    public void Dispose() => _program.Dispose();

    private JsonNode Record(string folder = "runs/Small/seed-0") => JsonNode.Parse(_program.Read($"{folder}/run.json"))!;
}
