using System.CommandLine;
using I2MoE.Dsl.Experiments.Commands;
using I2MoE.Dsl.Experiments.Terminal;

namespace I2MoE.Dsl.Tool;

/// <summary><c>schema</c>: the JSON schema of experiment files.</summary>
internal static class SchemaCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ExperimentCommandLine commands, ProgramConsole console)
    {
        var command = new Command("schema", "Prints the JSON schema of experiment files, for completion in editors.");
        command.SetAction((_, _) => commands.GuardAsync(() =>
        {
            using Stream schema = typeof(SchemaCommand).Assembly.GetManifestResourceStream("i2moe.schema.json")!;
            using var reader = new StreamReader(schema);
            console.Output.Write(reader.ReadToEnd());
            return Task.FromResult(true);
        }));
        return command;
    }
}
