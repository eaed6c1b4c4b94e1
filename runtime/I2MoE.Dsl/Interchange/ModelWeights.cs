using I2MoE.Dsl.Models;
using TorchSharp;

namespace I2MoE.Dsl.Interchange;

/// <summary>Moves parameters and persistent buffers of a model to and from safetensors files. A tensor's name is its path in the model.</summary>
internal static class ModelWeights
{
    private const string ModelKey = "model";

    /// <summary>Writes a file, whole or not at all.</summary>
    public static void Save(MultimodalModel model, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using DisposeScope scope = torch.NewDisposeScope();
        var metadata = new Dictionary<string, string> { ["format"] = "pt", [ModelKey] = model.Description.Name };
        SafeTensorsFile.Write(path, State(model).ToDictionary(pair => pair.Key, pair => pair.Value.cpu()), metadata);
    }

    /// <summary>Reads a file into a model, whole or not at all.</summary>
    public static void Load(MultimodalModel model, string path)
    {
        using SafeTensorsFile file = SafeTensorsFile.Read(path);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        Dictionary<string, torch.Tensor> targets = State(model);
        CheckTensors($"{path}: {model.Description.Name}", targets, file.Tensors);
        foreach ((string name, torch.Tensor target) in targets)
        {
            target.copy_(file.Tensors[name].view(target.shape));
        }
    }

    /// <summary>Checks that there is a tensor of the right size for every target, and no other.</summary>
    /// <exception cref="ModelWeightsException">It names what is missing, unknown or of another shape.</exception>
    public static void CheckTensors(string what, IReadOnlyDictionary<string, torch.Tensor> targets, IReadOnlyDictionary<string, torch.Tensor> tensors)
    {
        var problems = new List<string>();
        problems.AddRange(targets.Keys.Except(tensors.Keys).Select(name => $"'{name}' is missing"));
        problems.AddRange(tensors.Keys.Except(targets.Keys).Select(name => $"'{name}' is not a parameter of this model"));
        foreach ((string name, torch.Tensor target) in targets)
        {
            if (tensors.TryGetValue(name, out torch.Tensor? tensor) && !SameShape(target, tensor))
            {
                problems.Add($"'{name}' should be [{string.Join(", ", target.shape)}] but is [{string.Join(", ", tensor.shape)}]");
            }
        }

        if (problems.Count > 0)
        {
            string more = problems.Count > 5 ? $" … and {problems.Count - 5} more" : "";
            throw new ModelWeightsException($"{what}: the weights do not belong to this model: {string.Join("; ", problems.Take(5))}{more}.");
        }
    }

    private static Dictionary<string, torch.Tensor> State(MultimodalModel model) =>
        ModelState.Of(model).ToDictionary(pair => pair.Key, pair => pair.Value.detach());

    // Dimensions of 1 do not count: the reference code has one before its position embedding and one behind its convolution of width 1.
    private static bool SameShape(torch.Tensor target, torch.Tensor tensor) =>
        tensor.shape.Where(length => length != 1).SequenceEqual(target.shape.Where(length => length != 1));
}
