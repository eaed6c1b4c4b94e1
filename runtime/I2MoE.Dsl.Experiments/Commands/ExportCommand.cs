using System.CommandLine;
using I2MoE.Dsl.Experiments.Python;
using I2MoE.Dsl.Experiments.Results;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Onnx;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Runs;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary><c>export</c>: the model of a run as ONNX, or as a PyTorch module.</summary>
internal static class ExportCommand
{
    private static readonly Argument<string> s_run = new("RUN") { Description = "The folder of the run." };

    private static readonly Option<string?> s_onnx = new("--onnx")
    {
        Description = "Writes an ONNX file, with the preprocessing inside. Default: model.onnx in the folder of the run.",
        HelpName = "FILE",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> s_python = new("--python")
    {
        Description = "Writes a PyTorch module with its weights. Default: the folder python in the folder of the run.",
        HelpName = "FOLDER",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> s_precision = new("--precision")
    {
        Description = "What the ONNX file computes in: fp32 (default) or fp16.",
        HelpName = "PRECISION",
    };

    private static readonly Option<bool> s_noPresence = new("--no-presence")
    {
        Description = "The ONNX file has no input for the presence of modalities.",
    };

    /// <summary>Makes the command.</summary>
    public static Command Create(ExperimentCommandLine commands, ProgramConsole console)
    {
        var command = new Command("export", "Writes the model of a run for other programs: ONNX (--onnx) or PyTorch (--python).") { s_run, s_onnx, s_python, s_precision, s_noPresence };
        command.SetAction((arguments, _) => commands.GuardAsync(() =>
        {
            Run(arguments, console);
            return Task.FromResult(true);
        }));
        return command;
    }

    private static void Run(ParseResult arguments, ProgramConsole console)
    {
        bool isOnnx = arguments.GetResult(s_onnx) is not null;
        bool isPython = arguments.GetResult(s_python) is not null;
        if (!isOnnx && !isPython)
        {
            throw new ExperimentException("export takes what is to be written: --onnx, --python, or both.");
        }

        OnnxOptions options = Options(arguments);
        TorchNative.RequireLibtorch();
        string folder = WorkingFolder.Of(arguments.GetValue(s_run)!);
        using TrainedModel<MultimodalModel> run = TrainedModel.Open(folder);
        if (isOnnx)
        {
            string file = WorkingFolder.Of(arguments.GetValue(s_onnx) ?? Path.Combine(folder, "model.onnx"));
            OutputFile.Require(s_onnx.Name, file, "I2MoE.Dsl");
            SaveOnnx(run, file, options);
            console.Line($"{run.Model.Description.Name} written to {Path.GetFullPath(file)} ({new FileInfo(file).Length / 1024.0 / 1024.0:0.0} MiB, opset {OnnxExport.Opset})");
        }

        if (isPython)
        {
            string target = WorkingFolder.Of(arguments.GetValue(s_python) ?? Path.Combine(folder, "python"));
            PythonExport.Save(run.Model, run.Preprocessing, target);
            console.Line($"{run.Model.Description.Name} written to {Path.GetFullPath(target)}: model.py and weights.safetensors");
        }
    }

    private static void SaveOnnx(TrainedModel<MultimodalModel> run, string file, OnnxOptions options)
    {
        if (Directory.Exists(file))
        {
            throw new ExperimentException($"--onnx: {Path.GetFullPath(file)} is a folder; name a file, for example {Path.Combine(file, "model.onnx")}.");
        }

        run.SaveOnnx(file, options);
    }

    private static OnnxOptions Options(ParseResult arguments) => new()
    {
        Presence = !arguments.GetValue(s_noPresence),
        Precision = arguments.GetValue(s_precision) switch
        {
            null => null,
            "fp32" => OnnxPrecision.Fp32,
            "fp16" => OnnxPrecision.Fp16,
            string other => throw new ExperimentException($"--precision is '{other}'. Allowed: fp32, fp16."),
        },
    };
}
