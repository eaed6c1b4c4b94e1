using I2MoE.Dsl.Models;
using TorchSharp;

namespace I2MoE.Dsl.Onnx.Graphs;

/// <summary>What a model has learned, by the names that <c>docs/weights.md</c> lists.</summary>
internal sealed class ModelTensors(MultimodalModel model)
{
    private readonly IReadOnlyDictionary<string, torch.Tensor> _state = ModelState.Of(model);

    /// <summary>Whether there is a tensor of a name.</summary>
    public bool Has(string name) => _state.ContainsKey(name);

    /// <summary>The numbers of a tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="expert">The expert whose slice is meant, of one that is stacked by expert; null for the whole.</param>
    public StoredTensor Read(string name, int? expert)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor tensor = _state[name].detach();
        torch.Tensor slice = expert is { } place ? tensor.select(0, place) : tensor;
        return new StoredTensor(slice.to_type(torch.ScalarType.Float32).cpu().contiguous().data<float>().ToArray(), slice.shape);
    }
}
