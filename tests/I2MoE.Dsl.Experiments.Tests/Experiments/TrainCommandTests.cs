using System.Text.Json.Nodes;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;

namespace I2MoE.Dsl.Tests.Experiments;

public sealed class TrainCommandTests : IDisposable
{
    private readonly ProgramRun _program = new() { Experiments = [ProgramRun.Define(SmallExperiment.Table)] };

    public TrainCommandTests() => _program.Folder.Write("small.csv", SmallExperiment.Csv());

    [Fact]
    public async Task Epochs_are_told_by_the_metric_that_chooses_among_them()
    {
        string output = await _program.OkAsync("train --set training.epochs=1 --set training.best.metric=log_loss");
        Assert.Contains("validation log loss ", output + _program.Error, StringComparison.Ordinal);
        Assert.Contains("Best epoch: 1 of 1, validation log loss ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_linear_fusion_is_proposed_for_few_samples_and_what_to_type_works()
    {
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Table.Replace("concat, layers: 1, hidden_dim: 8, dropout: 0", "transformer, layers: 1, heads: 2, hidden_dim: 8, patches: 1", StringComparison.Ordinal))];
        string output = await _program.OkAsync("train --quiet --set training.epochs=1");
        string note = output.Split('\n').Single(line => line.StartsWith("Note: 42 training samples are few for 5 features.", StringComparison.Ordinal));
        string typed = note[note.IndexOf("--set", StringComparison.Ordinal)..].Trim();
        Assert.Equal("--set 'fusion={ kind: concat, layers: 1, hidden_dim: 64 }' --set modalities.left.encoder=linear --set modalities.right.encoder=linear --set training.weight_decay=0.01", typed);
        string again = await _program.OkAsync($"train --quiet --set training.epochs=1 {typed.Replace("'fusion={ kind: concat, layers: 1, hidden_dim: 64 }'", "fusion={~kind:~concat,~layers:~1,~hidden_dim:~64~}", StringComparison.Ordinal)}");
        Assert.DoesNotContain("Note:", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_temperature_is_kept_with_the_run_and_shown_beside_what_there_is_without_it()
    {
        string output = await _program.OkAsync("train --quiet --set training.calibration.temperature=true --out run");
        Assert.Contains("fitted on the validation part: the probabilities were", output, StringComparison.Ordinal);
        Assert.Contains("without temperature", output, StringComparison.Ordinal);
        await _program.OkAsync("train --quiet --out plain");
        JsonNode metrics = JsonNode.Parse(_program.Read("run/metrics.json"))!;
        JsonNode plain = JsonNode.Parse(_program.Read("plain/metrics.json"))!;
        Assert.Equal((double)plain["test"]!["log loss"]!, (double)metrics["test_without_temperature"]!["log loss"]!, 1e-6);
        Assert.Equal((double)plain["test"]!["accuracy"]!, (double)metrics["test"]!["accuracy"]!);
        Assert.Null(plain["temperature"]);

        await _program.OkAsync("evaluate --run run --split validation --out validation.json");
        JsonNode validation = JsonNode.Parse(_program.Read("validation.json"))!;

        // Nine samples are no witnesses of certainty: their log loss itself may have been less.
        Assert.NotEqual((double)validation["metrics"]!["log loss"]!, (double)validation["metrics_without_temperature"]!["log loss"]!, 1e-3);
        using TrainedModel<MultimodalModel> opened = TrainedModel.Open(_program.Folder.File("run"));
        Assert.Equal((double)metrics["temperature"]!, opened.Temperature!.Value, 12);
    }

    [Fact]
    public async Task A_run_folder_has_all_that_a_run_is()
    {
        string output = await _program.OkAsync("train --seed 3 --set training.epochs=2");
        Assert.Contains("42 training, 9 validation, 9 test samples", output, StringComparison.Ordinal);
        Assert.Contains("Small, I2MoE, seed 3: epoch 2/2", output, StringComparison.Ordinal);
        Assert.Contains("epochs: 2", _program.Read("runs/Small/seed-3/experiment.yaml"), StringComparison.Ordinal);
        Assert.Equal(["epoch", "loss", "loss Task", "loss Interaction"], _program.ReadCsv("runs/Small/seed-3/history.csv")[0][..4]);
        Assert.Contains("validation accuracy", _program.ReadCsv("runs/Small/seed-3/history.csv")[0]);
        Assert.Equal(["epoch", "1", "2"], _program.ReadCsv("runs/Small/seed-3/history.csv").Select(line => line[0]));
        JsonNode record = JsonNode.Parse(_program.Read("runs/Small/seed-3/run.json"))!;
        Assert.Equal("finished", (string?)record["status"]);
        Assert.Equal(3, (int)record["seed"]!);
        Assert.Equal(["training.epochs=2"], record["overrides"]!.AsArray().Select(text => (string)text!));
        JsonNode metrics = JsonNode.Parse(_program.Read("runs/Small/seed-3/metrics.json"))!;
        Assert.InRange((double)metrics["test"]!["accuracy"]!, 0, 1);
        Assert.Equal(1, metrics["mean_weights"]!.AsObject().Sum(weight => (double)weight.Value!), 5);
        JsonNode preprocessing = JsonNode.Parse(_program.Read("runs/Small/seed-3/preprocessing.json"))!;
        Assert.Equal(["red", "green", "blue"], preprocessing["class_names"]!.AsArray().Select(text => (string)text!));
        Assert.Equal(3, preprocessing["standardisation"]!["Right"]!["mean"]!.AsArray().Count);
        Assert.True(File.Exists(_program.Folder.File("runs/Small/seed-3/weights.safetensors")));

        // A build takes every file of this name for a model.
        Assert.Empty(Directory.EnumerateFiles(_program.Folder.Path, "*.i2moe.yaml", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--baseline")]
    public async Task Evaluate_gives_what_train_printed(string model)
    {
        string trained = await _program.OkAsync($"train {model}");
        string evaluated = await _program.OkAsync($"evaluate {model} --out again.json");
        string[] rows = [.. trained.Split('\n').Where(line => line.Contains("accuracy", StringComparison.Ordinal) && line.StartsWith('│'))];
        Assert.Single(rows);
        Assert.Contains(rows[0], evaluated, StringComparison.Ordinal);
        string folder = model.Length > 0 ? "vanilla-seed-0" : "seed-0";
        JsonNode first = JsonNode.Parse(_program.Read($"runs/Small/{folder}/metrics.json"))!;
        JsonNode again = JsonNode.Parse(_program.Read("again.json"))!;
        Assert.True(JsonNode.DeepEquals(first["test"], again["metrics"]));
        Assert.True(JsonNode.DeepEquals(first["mean_weights"], again["mean_weights"]));
        Assert.Equal(model.Length > 0, first["mean_weights"]!.AsObject().Count == 0);
    }

    [Fact]
    public async Task A_run_is_never_overwritten_unasked()
    {
        await _program.OkAsync("train --quiet --set training.epochs=1");
        string before = _program.Read("runs/Small/seed-0/run.json");
        await _program.OkAsync("train --quiet --set training.epochs=1");
        Assert.Equal(before, _program.Read("runs/Small/seed-0/run.json"));
        Assert.True(File.Exists(_program.Folder.File("runs/Small/seed-0-2/metrics.json")));

        string error = await _program.WrongAsync("train --out runs/Small/seed-0");
        Assert.Contains("has a run of Small (I2MoE, seed 0, finished", error, StringComparison.Ordinal);
        Assert.Contains("--force", error, StringComparison.Ordinal);
        _program.Folder.Write("runs/Small/seed-0/mine.txt", "kept");
        await _program.OkAsync("train --quiet --set training.epochs=1 --out runs/Small/seed-0 --force --seed 5");
        Assert.Contains("\"seed\": 5", _program.Read("runs/Small/seed-0/run.json"), StringComparison.Ordinal);
        Assert.Equal("kept", _program.Read("runs/Small/seed-0/mine.txt"));
    }

    [Fact]
    public async Task Wrong_data_leave_the_run_that_was_to_be_replaced()
    {
        await _program.OkAsync("train --quiet --set training.epochs=1 --out kept");
        await _program.WrongAsync("train --set data.source.label=knid --out kept --force");
        await _program.OkAsync("evaluate --run kept");
    }

    [Fact]
    public async Task Several_seeds_give_mean_and_deviation()
    {
        string output = await _program.OkAsync("train --quiet --seeds 0,1 --out study --set training.epochs=1");
        Assert.Contains("Small, I2MoE: test, seeds 0, 1", output, StringComparison.Ordinal);
        Assert.Contains(" ± ", output, StringComparison.Ordinal);
        Assert.True(File.Exists(_program.Folder.File("study/seed-0/weights.safetensors")));
        Assert.True(File.Exists(_program.Folder.File("study/seed-1/weights.safetensors")));
        Assert.Contains("different whole numbers", await _program.WrongAsync("train --seeds 0,0"), StringComparison.Ordinal);
        Assert.Contains("--seed takes a whole number, at most 9223372036854775807, but was given '1.5'.", await _program.WrongAsync("train --seed 1.5"), StringComparison.Ordinal);
        Assert.Contains("--sample takes a whole number", await _program.WrongAsync("explain --sample first"), StringComparison.Ordinal);
        Assert.Contains("cannot be given together", await _program.WrongAsync("train --seeds 0,1 --seed 2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quiet_shows_results_only()
    {
        string output = await _program.OkAsync("train --quiet --set training.epochs=1");
        Assert.DoesNotContain("epoch 1/1", output, StringComparison.Ordinal);
        Assert.Contains("accuracy", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_run_says_so()
    {
        using CancellationTokenSource cancellation = new(TimeSpan.FromSeconds(1.5));
        await _program.RunAsync("train --quiet --set training.epochs=1000000", cancellationToken: cancellation.Token);
        Assert.Equal(130, _program.ExitCode);
        Assert.Contains("--resume", _program.Error, StringComparison.Ordinal);
        Assert.Contains("\"status\": \"cancelled\"", _program.Read("runs/Small/seed-0/run.json"), StringComparison.Ordinal);
        Assert.False(File.Exists(_program.Folder.File("runs/Small/seed-0/weights.safetensors")));
        Assert.Contains("did not finish", await _program.WrongAsync("evaluate"), StringComparison.Ordinal);
        await _program.OkAsync("predict --run runs/Small/seed-0");
        File.Delete(_program.Folder.File("runs/Small/seed-0/checkpoint/checkpoint.safetensors"));
        Assert.Contains("is cancelled, and none of its epochs was finished, so that it has no weights to use", await _program.WrongAsync("predict --run runs/Small/seed-0"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_was_stopped_goes_on_to_the_same_end()
    {
        const string Epochs = "--set training.epochs=4";
        await _program.OkAsync($"train --quiet --out whole {Epochs}");
        await StopAfterTwoEpochsAsync($"train --out stopped {Epochs}");
        Assert.Contains("The experiment has changed since", await _program.WrongAsync($"train --resume --out stopped {Epochs} --set training.batch_size=8"), StringComparison.Ordinal);
        Assert.Contains("to resume it, name the same", await _program.WrongAsync($"train --resume --out stopped {Epochs} --seed 1"), StringComparison.Ordinal);
        Assert.Contains("(resumed after epoch 2)", await _program.OkAsync($"train --resume --out stopped {Epochs}"), StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(_program.Folder.File("whole/weights.safetensors")), File.ReadAllBytes(_program.Folder.File("stopped/weights.safetensors")));
        Assert.Equal(_program.ReadCsv("whole/history.csv").Select(line => string.Join(',', line[..^1])), _program.ReadCsv("stopped/history.csv").Select(line => string.Join(',', line[..^1])));
        Assert.Contains("is finished after 4 epochs", await _program.WrongAsync($"train --resume --out stopped {Epochs}"), StringComparison.Ordinal);
        await _program.OkAsync("train --quiet --resume --out stopped --set training.epochs=5");
        Assert.Equal(6, _program.ReadCsv("stopped/history.csv").Length);
    }

    [Fact]
    public async Task The_last_stopped_run_of_the_seed_is_resumed()
    {
        await StopAfterTwoEpochsAsync("train --seed 2 --set training.epochs=3");
        Assert.Contains("no unfinished run of Small with seed 0", await _program.WrongAsync("train --resume"), StringComparison.Ordinal);
        await _program.OkAsync("train --resume --seed 2 --set training.epochs=3");
        await _program.OkAsync("evaluate");
    }

    [Fact]
    public async Task A_run_whose_loss_is_infinite_fails()
    {
        IEnumerable<string> rows = Enumerable.Range(0, 40).Select(row => $"{row},{row % 5},{row % 3},3e38");
        _program.Folder.Write("large.csv", "left,right a,right b,target\n" + string.Join('\n', rows) + "\n");
        _program.Experiments = [ProgramRun.Define("""
            name: Diverges
            task: regression
            modalities:
              left: { features: 1, encoder: linear }
              right: { features: 2, encoder: linear }
            fusion: { kind: concat, layers: 1, hidden_dim: 8 }
            data:
              source: { kind: csv, path: large.csv, target: target }
              modalities: { left: left, right: ["right *"] }
              standardise: false
            """)];
        Assert.Contains("in the first step, before anything was learned. Look for very large values in the data", await _program.WrongAsync("train --quiet", exitCode: 2), StringComparison.Ordinal);
        Assert.Contains("\"status\": \"failed\"", _program.Read("runs/Diverges/seed-0/run.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_shape_of_the_model_can_be_changed()
    {
        string plain = await _program.OkAsync("params");
        string deep = await _program.OkAsync("params --set fusion.hidden_dim=16");
        Assert.NotEqual(plain, deep);
        await _program.OkAsync("train --quiet --set training.epochs=1 --set fusion.hidden_dim=16 --set experts.redundancy=false");
        string output = await _program.OkAsync("evaluate");
        Assert.Contains("Synergy", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Redundancy", output, StringComparison.Ordinal);
    }

    public void Dispose() => _program.Dispose();

    // Cancels when the line of the second epoch is written, which is before the third begins.
    private async Task StopAfterTwoEpochsAsync(string commandLine)
    {
        using CancellationTokenSource cancellation = new();
        await _program.RunAsync(commandLine, Watch, cancellation.Token);
        Assert.Equal(130, _program.ExitCode);

        void Watch(string line)
        {
            if (line.Contains("epoch 2/", StringComparison.Ordinal))
            {
                cancellation.Cancel();
            }
        }
    }
}
