using System.CommandLine;
using I2MoE.Dsl.Experiments;
using I2MoE.Dsl.Experiments.Commands;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Tool;

/// <summary><c>new</c>: a file to begin with.</summary>
internal static class NewCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ExperimentCommandLine commands, ProgramConsole console)
    {
        var name = new Argument<string>("NAME") { Description = "The name of the experiment, which is the name of its class: MyModel." };
        var command = new Command("new", "Writes NAME.i2moe.yaml, an experiment to begin with, and prints what a project needs to compile it.") { name };
        command.SetAction((arguments, _) => commands.GuardAsync(() =>
        {
            Write(arguments.GetValue(name)!, console);
            return Task.FromResult(true);
        }));
        return command;
    }

    private static void Write(string name, ProgramConsole console)
    {
        string file = name + YamlExperiment.Extension;
        string text = Text(name);
        YamlProblem[] errors = [.. YamlExperiment.Read(file, text, _ => null).Check().Where(problem => problem.Rule.Severity == RuleSeverity.Error)];
        if (errors.Length > 0 || name.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) >= 0)
        {
            throw new ExperimentException($"'{name}' cannot be the name of an experiment. {string.Join(' ', errors.Select(error => error.Message))}".TrimEnd());
        }

        if (File.Exists(file))
        {
            throw new ExperimentException($"{Path.GetFullPath(file)} is there already. Choose another name, or delete it.");
        }

        File.WriteAllText(file, text);
        console.Line($"""
            Written: {Path.GetFullPath(file)}
            Try it:  i2moe train {file} --set training.epochs=2

            To compile it in a project (dotnet new console), its .csproj needs:

              <PropertyGroup>
                <I2MoEGenerateMain>true</I2MoEGenerateMain>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="I2MoE.Dsl" Version="{Version()}" />
                <PackageReference Include="TorchSharp-cpu" Version="{TorchVersion()}" />
              </ItemGroup>

            Without Program.cs, the program is then: dotnet run -- train
            """);
    }

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
