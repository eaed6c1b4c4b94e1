using System.CommandLine;
using I2MoE.Dsl.Experiments;
using I2MoE.Dsl.Experiments.Commands;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;
using I2MoE.Dsl.Tool.Drafts;

namespace I2MoE.Dsl.Tool;

/// <summary><c>new</c>: a file to begin with.</summary>
internal static class NewCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ExperimentCommandLine commands, ProgramConsole console)
    {
        var name = new Argument<string>("NAME") { Description = "The name of the experiment, which is the name of its class: MyModel." };
        var data = new Option<string?>("--data") { Description = "Data to look at: a table (.csv, .tsv, .csv.gz, .parquet), .npz, .h5, a folder of .npy files or of pictures by class. The experiment is then one for them, with a comment for every guess.", HelpName = "FILE|FOLDER" };
        var target = new Option<string?>("--target") { Description = "The column or array that is predicted, with --data. Default: one that is called label, target, class or the like.", HelpName = "COLUMN" };
        var command = new Command("new", "Writes NAME.i2moe.yaml, an experiment to begin with, and prints what a project needs to compile it.") { name, data, target };
        command.SetAction((arguments, cancellationToken) => commands.GuardAsync(async () =>
        {
            await WriteAsync(arguments.GetValue(name)!, arguments.GetValue(data), arguments.GetValue(target), console, cancellationToken).ConfigureAwait(false);
            return true;
        }));
        return command;
    }

    private static async Task WriteAsync(string name, string? data, string? target, ProgramConsole console, CancellationToken cancellationToken)
    {
        if (data is null && target is not null)
        {
            throw new ExperimentException("--target names a column of the data; name these with --data FILE.");
        }

        string file = name + YamlExperiment.Extension;
        Refuse(name, file);
        Dictionary<string, string> files = data is null ? new() { [file] = Text(name) } : await DraftAsync(name, data, target, cancellationToken).ConfigureAwait(false);
        foreach (string other in files.Keys.Select(WorkingFolder.Full).Where(File.Exists))
        {
            throw new ExperimentException($"{other} is there already. Choose another name, or delete it.");
        }

        foreach ((string path, string text) in files)
        {
            await File.WriteAllTextAsync(WorkingFolder.Full(path), text, cancellationToken).ConfigureAwait(false);
        }

        console.Line(Next(file, data is not null));
    }

    private static async Task<Dictionary<string, string>> DraftAsync(string name, string data, string? target, CancellationToken cancellationToken)
    {
        TorchNative.RequireLibtorch();
        var source = new DraftSource(name, target);
        Draft draft = await source.ReadAsync(WorkingFolder.Of(data), cancellationToken).ConfigureAwait(false);
        string command = $"i2moe new {name} --data {data}{(target is null ? "" : $" --target {target}")}";
        return new Dictionary<string, string>(source.Files) { [name + YamlExperiment.Extension] = new DraftText(name, command, draft).Write() };
    }

    private static void Refuse(string name, string file)
    {
        YamlProblem[] errors = [.. YamlExperiment.Read(file, Text(name), _ => null).Check().Where(problem => problem.Rule.Severity == RuleSeverity.Error)];
        if (errors.Length > 0 || name.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) >= 0)
        {
            throw new ExperimentException($"'{name}' cannot be the name of an experiment. {string.Join(' ', errors.Select(error => error.Message))}".TrimEnd());
        }

        if (File.Exists(WorkingFolder.Full(file)))
        {
            throw new ExperimentException($"{WorkingFolder.Full(file)} is there already. Choose another name, or delete it.");
        }

    }

    private static string Next(string file, bool hasData) => $"""
        Written: {WorkingFolder.Full(file)}
        Try it:  i2moe train {file} --set training.epochs=2{(hasData ? $"\n         i2moe data {file}" : "")}

        To compile it in a project (dotnet new console), its .csproj needs:

          <PropertyGroup>
            <I2MoEGenerateMain>true</I2MoEGenerateMain>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="I2MoE.Dsl" Version="{Version()}" />
            <PackageReference Include="TorchSharp-cpu" Version="{TorchVersion()}" />
          </ItemGroup>

        Without Program.cs, the program is then: dotnet run -- train
        """;

    private static string Text(string name) => $$"""
        # yaml-language-server: $schema=https://raw.githubusercontent.com/i2moe/I2MoE.Dsl/main/schemas/i2moe.schema.json
        name: {{name}}
        task: { kind: classification, classes: 2 }

        # Two to eight. The names become properties: heart_rate is HeartRate.
        modalities:
          image: { shape: [3, 16, 16], encoder: cnn2d }
          text: { features: 50, encoder: linear }

        fusion: { kind: transformer, layers: 1, heads: 4, hidden_dim: 64, patches: 4 }
        experts: { interaction_loss_weight: 0.5 }
        training: { epochs: 20, batch_size: 32, learning_rate: 0.001 }

        # Random numbers, to try the model. Real data are for example
        #   source: { kind: npz, path: data/samples.npz, labels: labels }
        # with the arrays image [N, 3, 16, 16], text [N, 50] and labels [N]; see docs/running.md.
        data:
          source: { kind: random, samples: 256 }

        """;

    private static string Version() => typeof(ExperimentProgram).Assembly.GetName().Version!.ToString(fieldCount: 3);

    private static string TorchVersion() => typeof(TorchSharp.torch).Assembly.GetName().Version!.ToString(fieldCount: 3);
}
