using System.Diagnostics;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.SafeTensors;
using I2MoE.Dsl.Testing;
using I2MoE.Dsl.Tests.Models;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Interchange;

/// <summary>A file of weights is read by PyTorch, by the documented names alone.</summary>
public sealed class PythonTests : IDisposable
{
    private static readonly string[] s_interpreters = ["python3", "/usr/bin/python3", "python"];

    private readonly TemporaryFolder _folder = new();

    [SkippableFact]
    public async Task PyTorch_computes_the_same_from_the_weights()
    {
        string? python = null;
        foreach (string candidate in s_interpreters)
        {
            python ??= (await RunAsync(candidate, "-c", "import torch"))?.ExitCode == 0 ? candidate : null;
        }

        Skip.If(python is null, "There is no Python with torch.");
        using DisposeScope scope = torch.NewDisposeScope();
        using var model = new SmallTransformer(seed: 1);
        Disturb(model);
        string weights = _folder.File("weights.safetensors");
        string run = _folder.File("run.safetensors");
        model.Save(weights);
        MultimodalBatch batch = SmallData.Batch(model.Description);
        using SmallTransformer.Output output = model.Infer(batch);
        SafeTensorsFile.Write(run, new Dictionary<string, torch.Tensor>
        {
            ["Left"] = batch.Inputs[0],
            ["Right"] = batch.Inputs[1],
            ["prediction"] = output.Prediction,
            ["weights"] = output.AllWeights,
        });
        string script = Path.Combine(RepositoryFiles.Root, "tests", "I2MoE.Dsl.Tests", "Interchange", "Python", "small_transformer.py");
        (int exitCode, string text) = (await RunAsync(python!, script, weights, run))!.Value;
        Assert.True(exitCode == 0, text);
    }

    public void Dispose() => _folder.Dispose();

    // What begins at 0 or 1 would hide a parameter that is left out.
    private static void Disturb(SmallTransformer model)
    {
        using IDisposable noGradients = torch.no_grad();
        int seed = 0;
        foreach (torch.Tensor parameter in model.parameters())
        {
            parameter.add_(torch.arange(parameter.numel(), dtype: torch.float32).add_(seed++).sin_().mul_(0.2).reshape(parameter.shape));
        }
    }

    // Null where there is no such program.
    private static async Task<(int ExitCode, string Text)?> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, output + await error);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
