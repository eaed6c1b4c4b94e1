using System.Globalization;
using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Randomness;
using TorchSharp;

namespace I2MoE.Dsl.Benchmarks;

/// <summary>
/// The operations that a forward pass launches under the batched plan, which is the plan of a GPU, as the number of tensors it makes, against
/// one pass of the fusion alone. Every operation makes one tensor, so this counts the kernels of a GPU from a machine without one; the
/// backward pass launches in proportion.
/// </summary>
internal static class OperationCount
{
    public static void Run(BenchmarkOptions options)
    {
        Console.WriteLine("| case | fusion | vanilla fusion | I2MoE, batched plan | ratio | reference algorithm | ratio |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (BenchmarkCase setting in options.Cases)
        {
            using var engine = new EngineRun(setting);
            using var plain = new PlainRun(setting);
            engine.Model.ExpertBank.Plan = ExecutionPlan.Batched;
            (torch.Tensor[] embeddings, torch.Tensor labels) = setting.CreateBatch();
            long vanilla = Count(() => setting.CreateFusion(new ParameterInitializer(0).ForExperts(1, ExpertInitialization.Independent)), fusion =>
                fusion.Forward([.. embeddings.Select(embedding => embedding.unsqueeze(0))], ExpertView.All(1, 1, new StepRandom(0, 1, 0))));
            long batched = Count(() => engine.Model, model => model.ComputeLosses(new MultimodalBatch(embeddings, labels), new StepRandom(0, 1, 0)));
            long reference = Count(() => plain.Model, model => model.ComputeLosses(embeddings, model.DrawReplacements(embeddings), labels));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {setting.Name} | {setting.Fusion} | {vanilla} | {batched} | {(double)batched / vanilla:0.0} | {reference} | {(double)reference / vanilla:0.0} |"));
        }
    }

    private static long Count<T>(Func<T> create, Action<T> run)
    {
        T subject = create();
        using DisposeScope scope = torch.NewDisposeScope();
        long before = DisposeScopeManager.Statistics.CreatedInScopeCount;
        run(subject);
        return DisposeScopeManager.Statistics.CreatedInScopeCount - before;
    }
}
