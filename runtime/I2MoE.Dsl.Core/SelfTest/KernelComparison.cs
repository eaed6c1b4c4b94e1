using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Cpu;
using I2MoE.Dsl.Experts;
using I2MoE.Dsl.Fusion;
using I2MoE.Dsl.Randomness;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.SelfTest;

/// <summary>Compares this library's own kernels with the operations of torch that compute the same.</summary>
internal static class KernelComparison
{
    private const int Experts = 2;
    private const int Samples = 5;
    private const int Patches = 3;
    private const double Tolerance = 1e-3;
    private const string Remedy = "Try DOTNET_EnableAVX512F=0 or DOTNET_EnableAVX2=0 in the environment and check again; please report it with the output of 'check'.";

    private static readonly TransformerFusionOptions s_sizes = new() { Layers = 1, HiddenDim = 24, Heads = 3, Patches = Patches, Dropout = 0.3 };
    private static readonly Modality[] s_modalities = [new("Left", 0, [1], "linear"), new("Right", 1, [1], "linear")];

    /// <summary>What was found of each.</summary>
    public static IEnumerable<BackendFinding> Findings()
    {
        yield return new BackendFinding("kernels of attention, mlp and layer norm", FusionError(), Tolerance, IsOurs: true, Remedy);
        yield return new BackendFinding("kernel of Adam", AdamError(), Tolerance, IsOurs: true, Remedy);
    }

    private static double FusionError()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return ReferenceComparison.Greatest(Fuse(ExecutionPlan.Batched), Fuse(ExecutionPlan.Sequential));
    }

    // The outputs of all passes, and the gradients of everything in a row: some of them are nothing but rounding.
    private static torch.Tensor[] Fuse(ExecutionPlan plan)
    {
        ExpertInitializer initializer = new ParameterInitializer(seed: 0).ForExperts(Experts, ExpertInitialization.Independent);
        using ExpertBank bank = new(new TransformerFusion(Experts, s_modalities.Length, outputs: 3, s_sizes, initializer), new ExpertsOptions()) { Plan = plan };
        torch.Tensor[] embeddings = [.. s_modalities.Select((_, i) => ReferenceComparison.Values([Samples, Patches, s_sizes.HiddenDim], seed: i).to_type(torch.float32).requires_grad_())];
        var random = new StepRandom(seed: 0, epoch: 1, step: 0);
        torch.Tensor[] replacements = bank.DrawReplacements(embeddings, random);
        FillMemory(plan);
        torch.Tensor outputs = bank.Run(embeddings, replacements, [null, s_modalities[1]], random).Outputs;
        FillMemory(plan);
        IList<torch.Tensor> gradients = torch.autograd.grad([outputs.pow(TorchNumber.Of(2)).sum()], [.. embeddings, .. bank.parameters()]);
        return [outputs.detach(), torch.cat([.. gradients.Select(gradient => gradient.flatten())])];
    }

    // The kernels are what is tested, not what they are compared with.
    private static void FillMemory(ExecutionPlan plan)
    {
        if (plan == ExecutionPlan.Batched)
        {
            DirtyMemory.Fill();
        }
    }

    private static double AdamError()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return ReferenceComparison.Greatest(
            Step(parameters => torch.optim.Adam(parameters, lr: 0.1, weight_decay: 0.01)),
            Step(parameters => new OnePassAdam(parameters, learningRate: 0.1, weightDecay: 0.01)));
    }

    private static torch.Tensor[] Step(Func<Parameter[], torch.optim.Optimizer> create)
    {
        var parameter = new Parameter(ReferenceComparison.Values([7, 5], seed: 1).to_type(torch.float32));
        using torch.optim.Optimizer optimizer = create([parameter]);
        for (int step = 0; step < 2; step++)
        {
            optimizer.zero_grad();
            parameter.pow(TorchNumber.Of(3)).sum().backward();
            DirtyMemory.Fill();
            optimizer.step();
        }

        return [parameter.detach()];
    }
}
