using I2MoE.Dsl.Models;
using I2MoE.Dsl.Runs;

namespace I2MoE.Dsl.Tests.Experiments;

public sealed class WrongInputTests : IDisposable
{
    private readonly ProgramRun _program = new();

    public WrongInputTests() => _program.Folder.Write("small.csv", SmallExperiment.Csv());

    [Theory]
    [InlineData("trian", "'trian' is no command or argument of this program. Did you mean 'train'?")]
    [InlineData("train --sedd 1", "'--sedd' is no option of this program. Did you mean '--seed'?")]
    [InlineData("train --experiment Small --epochs 3", "'--epochs' is no option of this program. That is training.epochs of the experiment: --set training.epochs=3")]
    [InlineData("train --experiment Small --lr=0.1", "'--lr=0.1' is no option of this program. That is training.learning_rate of the experiment: --set training.learning_rate=0.1")]
    [InlineData("train --experiment Small --batch-size 8 --quiet", "--set training.batch_size=8")]
    [InlineData("train --experiment Small --optimizer adam", "--set training.optimizer=adam")]
    [InlineData("train Small", "'Small' is no command or argument of this program. An experiment is chosen with --experiment Small.")]
    [InlineData("train small.i2moe.yaml", "An experiment is chosen with --experiment small.")]
    [InlineData("show --experiment Small --set epochs=3", "That is 'epochs' of 'training': --set training.epochs=…")]
    [InlineData("train --seed one", "--seed")]
    [InlineData("train --experiment Smal", "This program has no experiment 'Smal'; it has Small, Untold. Did you mean 'Small'?")]
    [InlineData("train", "This program has 2 experiments; choose one with --experiment NAME: Small, Untold.")]
    [InlineData("train --experiment Untold", "Untold states no data. Add a data section to its YAML file, name a file with --data PATH, or try it with --data random.")]
    [InlineData("show --experiment Small --set training.epoch=3", "Did you mean 'epochs'?")]
    [InlineData("show --experiment Small --set training.epochs=0", "--set training.epochs: error I2MOE")]
    [InlineData("show --experiment Small --set training.epochs", "--set takes KEY=VALUE, for example training.epochs=5, but was given 'training.epochs'.")]
    [InlineData("train --experiment Small --data randm", "Did you mean 'random'?")]
    [InlineData("train --experiment Small --data small.txt", "small.txt does not exist")]
    [InlineData("train --experiment Small --device gpu", "--device: Device is 'gpu'. Allowed: auto, cpu, cuda, cuda:N.")]
    [InlineData("evaluate --experiment Small", "There is no finished run of Small in ")]
    [InlineData("evaluate --run nowhere", "There is no run in ")]
    [InlineData("evaluate --experiment Small --split tset", "--split is 'tset'. Allowed: train, validation, test, all.")]
    [InlineData("train --experiment Small --resume", "There is no unfinished run of Small with seed 0")]
    public async Task The_command_line_is_checked(string commandLine, string message)
    {
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Table), ProgramRun.Define(SmallExperiment.Untold)];
        Assert.Contains(message, await _program.WrongAsync(commandLine), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_program.Folder.File("runs")));
    }

    [Theory]
    [InlineData("One.Small", "show --experiment One.Small")]
    [InlineData("Two.Small", "show --experiment two.small")]
    public async Task Experiments_of_one_name_go_by_their_full_names(string name, string commandLine)
    {
        _program.Experiments = [InNamespace("One"), InNamespace("Two")];
        Assert.Contains($"namespace: {name[..3]}", await _program.OkAsync(commandLine), StringComparison.Ordinal);
        Assert.Contains(
            "This program has several experiments called 'Small': One.Small, Two.Small. Choose one by that name.",
            await _program.WrongAsync("show --experiment Small"),
            StringComparison.Ordinal);
        await _program.OkAsync($"train --experiment {name} --quiet --set training.epochs=1 --data random");
        Assert.True(File.Exists(_program.Folder.File($"runs/{name}/seed-0/metrics.json")));
        await _program.OkAsync($"evaluate --experiment {name}");
        await _program.WrongAsync($"evaluate --experiment {(name == "One.Small" ? "Two" : "One")}.Small");
    }

    [Fact]
    public async Task A_full_name_is_understood_where_the_name_alone_would_do()
    {
        _program.Experiments = [InNamespace("One"), ProgramRun.Define(SmallExperiment.Untold)];
        await _program.OkAsync("show --experiment One.Small");
    }

    private static ExperimentDefinition InNamespace(string name) => ProgramRun.Define($"namespace: {name}\n{SmallExperiment.Table}");

    [Theory]
    [InlineData("--set data.source.label=knid", "Did you mean 'kind'?")]
    [InlineData("--set data.source.path=smal.csv", "'smal.csv' does not exist. Looked for")]
    [InlineData("--set data.source.path=smal.csv", "Did you mean 'small.csv'?")]
    [InlineData("--set data.modalities.right=[\"right~a*\"]", "modality Right is declared as [B, 3], but the data have 1 columns for it.")]
    [InlineData("--set data.source.class_names=[red,green,yellow]", "'blue' is not a class; allowed: 'red', 'green', 'yellow'")]
    [InlineData("--set task.classes=4 --set data.source.class_names=[]", "the data have 3 classes ('blue', 'green', 'red'), but Small declares 4.")]
    [InlineData("--set data.split.train=0.98 --set data.split.validation=0.01", "every part needs at least one")]
    public async Task Tables_that_do_not_fit_are_refused(string options, string message)
    {
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Table)];
        Assert.Contains(message, await _program.WrongAsync($"train {options}"), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_program.Folder.File("runs")));
    }

    [Fact]
    public async Task Arrays_that_do_not_fit_are_refused()
    {
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Arrays)];
        _program.Folder.Write("small.npz", "not a zip archive");
        Assert.Contains("small.npz: the file cannot be read as a zip archive of arrays", await _program.WrongAsync("train"), StringComparison.Ordinal);
        SmallExperiment.WriteNpz(_program.Folder.File("wide.npz"), right: 4);
        Assert.Contains("wide.npz: modality Right is declared as [B, 3], but the data have [60, 4].", await _program.WrongAsync("train --data wide.npz"), StringComparison.Ordinal);
        SmallExperiment.WriteNpz(_program.Folder.File("classes.npz"), label: row => row == 7 ? 3 : 0);
        Assert.Contains("labels are 0 to 2", await _program.WrongAsync("train --data classes.npz"), StringComparison.Ordinal);
        SmallExperiment.WriteNpz(_program.Folder.File("unlabelled.npz"), hasLabels: false);
        Assert.Contains("there is no array 'labels'", await _program.WrongAsync("train --data unlabelled.npz"), StringComparison.Ordinal);
        Assert.Contains("Did you mean 'left'?", await _program.WrongAsync("train --data wide.npz --set data.modalities.left=lefft"), StringComparison.Ordinal);
        SmallExperiment.WriteNpz(_program.Folder.File("good.npz"));
        Assert.Contains("predicts a number, so its labels must be targets", await _program.WrongAsync("train --data good.npz --set task=regression"), StringComparison.Ordinal);
        Assert.Contains("is not known", await _program.WrongAsync($"train --data {_program.Folder.Write("data.xyz", "")}"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_device_is_no_experiment_of_a_run()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Devices are files on Linux.");
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Table)];
        await _program.OkAsync("train --quiet --set training.epochs=1");
        string experiment = _program.Folder.File("runs/Small/seed-0/experiment.yaml");
        File.Delete(experiment);
        File.CreateSymbolicLink(experiment, "/dev/zero");
        Assert.Contains("this is a device; expected the experiment of the run.", await _program.WrongAsync("evaluate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_run_folder_is_named()
    {
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Table)];
        await _program.OkAsync("train --quiet --set training.epochs=1");
        string run = _program.Folder.File("runs/Small/seed-0");
        await BreakAsync("preprocessing.json", "{}}", "preprocessing.json is not the file that the run wrote");
        string record = _program.Read("runs/Small/seed-0/run.json");
        File.WriteAllText(Path.Combine(run, "run.json"), record.Replace("\"preprocessing.json\"", "\"other.json\"", StringComparison.Ordinal));
        await BreakAsync("preprocessing.json", "{}}", "preprocessing.json: the file is damaged");
        await BreakAsync("preprocessing.json", "{\"class_names\": null, \"feature_names\": null, \"standardisation\": {\"Left\": {\"mean\": [1], \"deviation\": [0]}}}", "preprocessing.json: the file is damaged");
        await BreakAsync("weights.safetensors", "nothing", "The weights of the run in");
        await BreakAsync("experiment.yaml", "name: Small\n", "experiment.yaml(1,1): error I2MOE714");
        await BreakAsync("experiment.yaml", new string('#', 20_000_001), "the file has 20000001 bytes; a YAML file has at most 20000000.");
        await BreakAsync("run.json", "[]", "run.json: the file is damaged");
        await BreakAsync("weights.safetensors", null, "has no weights.safetensors");
        await BreakAsync("experiment.yaml", null, "has no experiment.yaml");
        await BreakAsync("run.json", null, "There is no run in");
        await _program.OkAsync($"evaluate --run {run}");

        async Task BreakAsync(string file, string? text, string message)
        {
            string path = Path.Combine(run, file);
            byte[] before = await File.ReadAllBytesAsync(path);
            File.Delete(path);
            if (text is not null)
            {
                await File.WriteAllTextAsync(path, text);
            }

            Assert.Contains(message, await _program.WrongAsync($"evaluate --run {run}"), StringComparison.Ordinal);
            await File.WriteAllBytesAsync(path, before);
        }
    }

    [Fact]
    public async Task Weights_of_another_model_are_refused()
    {
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Table)];
        await _program.OkAsync("train --quiet --set training.epochs=1 --out small");
        await _program.OkAsync("train --quiet --set training.epochs=1 --out large --set fusion.hidden_dim=16");
        File.Copy(_program.Folder.File("large/weights.safetensors"), _program.Folder.File("small/weights.safetensors"), overwrite: true);
        Assert.Contains("the weights do not belong to this model", await _program.WrongAsync("evaluate --run small"), StringComparison.Ordinal);
        Assert.Contains("the weights do not belong to this model", await _program.WrongAsync("evaluate --run large --set fusion.hidden_dim=8"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_of_another_experiment_is_refused()
    {
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Table), ProgramRun.Define(SmallExperiment.Untold)];
        await _program.OkAsync("train --quiet --set training.epochs=1 --experiment Small --out run");
        await _program.OkAsync("evaluate --run run");
        Assert.Contains("is of the experiment Small, not of Untold", await _program.WrongAsync("evaluate --run run --experiment Untold"), StringComparison.Ordinal);
        _program.Experiments = [_program.Experiments[1]];
        Assert.Contains("This program has no experiment 'Small'; it has Untold.", await _program.WrongAsync("evaluate --run run"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_without_experiments_says_so() =>
        Assert.Contains("This program has no experiments", await _program.WrongAsync("train"), StringComparison.Ordinal);

    [Fact]
    public async Task Help_teaches_by_examples()
    {
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Table)];
        Assert.Contains("dotnet run -- train", await _program.OkAsync("--help"), StringComparison.Ordinal);
        string help = await _program.OkAsync("train --help");
        Assert.Contains("dotnet run -- train --set training.epochs=5", help, StringComparison.Ordinal);
        Assert.Contains("--resume", help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_compiled_class_is_used_until_its_shape_is_changed()
    {
        int compiled = 0;
        ExperimentDefinition definition = ProgramRun.Define(SmallExperiment.Table);
        _program.Experiments =
        [
            new ExperimentDefinition { Name = definition.Name, Yaml = definition.Yaml, CreateModel = Create, CreateBaseline = definition.CreateBaseline },
        ];
        await _program.OkAsync("train --quiet --set training.epochs=1 --set data.split.seed=1 --out a");
        Assert.Equal(1, compiled);
        await _program.OkAsync("evaluate --run a");
        Assert.Equal(2, compiled);
        await _program.OkAsync("train --quiet --set training.epochs=1 --set experts.masking=zero --out b");
        Assert.Equal(2, compiled);

        InteractionModel Create(long seed)
        {
            compiled++;
            return definition.CreateModel(seed);
        }
    }

    [Fact]
    public async Task Show_prints_every_default_and_reads_back()
    {
        _program.Experiments = [ProgramRun.Define(SmallExperiment.Table)];
        string shown = await _program.OkAsync("show --set training.epochs=7 --data random");
        Assert.Contains("epochs: 7", shown, StringComparison.Ordinal);
        Assert.Contains("gradient_clipping: 0", shown, StringComparison.Ordinal);
        Assert.Contains("kind: random", shown, StringComparison.Ordinal);
        Assert.Equal(shown, ProgramRun.Define(shown).Yaml);
    }

    public void Dispose() => _program.Dispose();
}
