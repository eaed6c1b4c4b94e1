using I2MoE.Dsl.Models;
using I2MoE.Dsl.SafeTensors;
using I2MoE.Dsl.Testing;
using I2MoE.Dsl.Tests.Devices;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Golden;

/// <summary>Numbers of the reference code: inputs, weights, noise and results of one small computation.</summary>
internal sealed class GoldenFile : IDisposable
{
    private readonly SafeTensorsFile _file;

    private GoldenFile(SafeTensorsFile file) => _file = file;

    public IReadOnlyDictionary<string, torch.Tensor> Tensors => _file.Tensors;

    /// <summary>A tensor, on the device of the tests.</summary>
    public torch.Tensor this[string name] => _file.Tensors[name].to(TestDevice.OrCpu);

    /// <summary>Opens a file, or skips the test where the reference numbers are absent.</summary>
    public static GoldenFile Open(string name)
    {
        Skip.If(RepositoryFiles.Golden is null, "The reference numbers (../shared/golden or I2MOE_GOLDEN) are absent.");
        return new GoldenFile(SafeTensorsFile.Read(Path.Combine(RepositoryFiles.Golden!, name + ".safetensors")));
    }

    public int Integer(string key) => int.Parse(_file.Metadata[key], System.Globalization.CultureInfo.InvariantCulture);

    public double Number(string key) => double.Parse(_file.Metadata[key], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The tensors whose name begins with <paramref name="prefix"/>, by the rest of their name.</summary>
    public Dictionary<string, torch.Tensor> WithPrefix(string prefix) => _file.Tensors
        .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value);

    /// <summary>What replaces the embeddings: the noise of every expert e, stacked for each modality p. The ablations number it through.</summary>
    public torch.Tensor[] Replacements(InteractionModel model)
    {
        int modalities = model.Description.Modalities.Count;
        string Name(int expert, int modality) =>
            Tensors.ContainsKey("noise.0.0") ? $"noise.{expert}.{modality}" : $"noise.{(expert * modalities) + modality}";

        return
        [
            .. Enumerable.Range(0, modalities).Select(modality =>
                torch.stack([.. model.Description.Experts.Select((_, expert) => this[Name(expert, modality)])])),
        ];
    }

    public void Dispose() => _file.Dispose();
}
