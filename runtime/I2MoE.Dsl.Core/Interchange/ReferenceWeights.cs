using System.Globalization;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.SafeTensors;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Interchange;

/// <summary>
/// Reads experts and re-weighting network from the state dictionary of the paper's reference code, whose names are
/// <c>interaction_experts.{e}.fusion_model.…</c> and <c>reweight.mlp.network.…</c>.
/// </summary>
public static class ReferenceWeights
{
    private const string Experts = "interaction_experts.";
    private const string FusionModel = "fusion_model.";
    private const string Reweight = "reweight.";

    /// <summary>Copies the parameters of a state dictionary into a model.</summary>
    /// <param name="model">The model; its fusion must be wired as in the reference code to compute the same.</param>
    /// <param name="stateDictionary">The tensors by their names in the reference code.</param>
    /// <exception cref="ModelException">A parameter is missing, is not known or has another shape; the model is left as it was.</exception>
    public static void Load(InteractionModel model, IReadOnlyDictionary<string, torch.Tensor> stateDictionary)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stateDictionary);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        Dictionary<string, torch.Tensor> targets = AllNames(model).ToDictionary(name => name, name => Target(model, name));
        ModelWeights.CheckTensors(model.Description.Name, targets, stateDictionary);
        foreach ((string name, torch.Tensor target) in targets)
        {
            // The reference code has dimensions of 1 that the bank has not.
            target.copy_(stateDictionary[name].view(target.shape));
        }
    }

    /// <summary>Experts and re-weighting network by the names and in the shapes of the reference code.</summary>
    /// <param name="model">The model.</param>
    /// <returns>Copies on the CPU, to be disposed.</returns>
    /// <exception cref="ModelException">The reference code has no such fusion.</exception>
    public static IReadOnlyDictionary<string, torch.Tensor> StateDictionary(InteractionModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        string[] names = [.. AllNames(model)];
        if (!names.Any(name => name.StartsWith(Experts, StringComparison.Ordinal)))
        {
            throw new ModelException($"{model.Description.Name}: the reference code has no parameters for the fusion '{model.Description.Fusion}'.");
        }

        using IDisposable noGradients = torch.no_grad();
        return names.ToDictionary(name => name, name => Copy(model, name));
    }

    /// <summary>Writes <see cref="StateDictionary"/> as a safetensors file, for <c>load_state_dict</c> in PyTorch.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="ModelException">The reference code has no such fusion.</exception>
    public static void Save(InteractionModel model, string path)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        SafeTensorsFile.Write(path, StateDictionary(model), new Dictionary<string, string> { ["format"] = "pt", [SafeTensorsDigest.Key] = "" });
    }

    /// <summary>The parameter that a name of the reference code stands for, and the expert where it is stacked.</summary>
    /// <exception cref="ModelException">The model has no such parameter.</exception>
    internal static (Parameter Parameter, int? Expert) Find(InteractionModel model, string name)
    {
        if (name.StartsWith(Reweight, StringComparison.Ordinal))
        {
            return (Single(model.ReweightingNetwork.ReferenceNames(), name[Reweight.Length..], name), null);
        }

        string[] parts = name.Split('.', 3);
        if (name.StartsWith(Experts, StringComparison.Ordinal)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int expert)
            && expert < model.ExpertBank.Fusion.Experts
            && parts[2].StartsWith(FusionModel, StringComparison.Ordinal))
        {
            return (Single(model.ExpertBank.Fusion.ReferenceNames(), parts[2][FusionModel.Length..], name), expert);
        }

        throw new ModelException($"'{name}' is no parameter of {model.Description.Name} by the names of the reference code.");
    }

    private static IEnumerable<string> AllNames(InteractionModel model)
    {
        foreach ((string name, _) in model.ReweightingNetwork.ReferenceNames())
        {
            yield return Reweight + name;
        }

        for (int expert = 0; expert < model.ExpertBank.Fusion.Experts; expert++)
        {
            foreach ((string name, _) in model.ExpertBank.Fusion.ReferenceNames())
            {
                yield return $"{Experts}{expert}.{FusionModel}{name}";
            }
        }
    }

    private static torch.Tensor Copy(InteractionModel model, string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor tensor = Target(model, name).detach().cpu().clone();
        string last = name.Split(FusionModel, 2)[^1];

        // Dimensions of 1 that the bank has not: of the batch, and of a convolution of width 1.
        torch.Tensor shaped = last is "pos_embed" or "fusion_weights" or "fusion_bias" ? tensor.unsqueeze(0)
            : last is "conv.weight" ? tensor.unsqueeze(-1)
            : tensor;
        return shaped.MoveToOuterDisposeScope();
    }

    private static torch.Tensor Target(InteractionModel model, string name)
    {
        (Parameter parameter, int? expert) = Find(model, name);
        return expert is { } index ? parameter.select(0, index) : parameter;
    }

    private static Parameter Single(IEnumerable<(string ReferenceName, Parameter Parameter)> names, string wanted, string fullName) =>
        names.FirstOrDefault(pair => pair.ReferenceName == wanted).Parameter
        ?? throw new ModelException($"'{fullName}' is no parameter of this model by the names of the reference code.");
}
