using I2MoE.Dsl.Bank;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Specification;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>
/// What is told in the passes of a model, one pool for each pass and what is to be learned from it: the mean of what those experts say (of classes of
/// their log probabilities) that learn to predict from the same, made as sure together as the validation part shows. An expert says what its pools have in
/// common.
/// </summary>
/// <remarks>
/// With two modalities the pass that masks one leaves the other, from which the redundancy expert and the other's uniqueness expert predict alike: a
/// difference between the two is how well they have learned, and no part. And what passes have in common is the least of them, so that each has to be as
/// sure as it should be before, and not after.
/// </remarks>
internal sealed class PassPools
{
    private readonly TaskKind _task;
    private readonly EvidenceMeasure _measure;
    private readonly (int Pass, int[] Experts)[] _pools;
    private readonly int[][] _ofExpert;
    private readonly bool _isAlone;
    private readonly double[][] _slopes;

    private PassPools(TaskKind task, (int Pass, int[] Experts)[] pools, int[][] ofExpert, bool isAlone, double[][] slopes)
    {
        _task = task;
        _measure = EvidenceMeasure.Of(task);
        _pools = pools;
        _ofExpert = ofExpert;
        _isAlone = isAlone;
        _slopes = slopes;
    }

    /// <summary>The number of pools K.</summary>
    public int Count => _pools.Length;

    /// <summary>The pools of a model, each as sure as its experts are.</summary>
    /// <param name="model">The model.</param>
    public static PassPools Of(InteractionModel model)
    {
        PassPlan plan = model.Plan;
        IReadOnlyList<Expert> experts = model.Description.Experts;
        var all = ModalitySet.First(model.Description.Modalities.Count);

        // A uniqueness expert learns what its own modality tells, the others what the pass leaves. In the full pass everyone speaks for itself.
        ModalitySet LearnedFrom(Expert expert, int pass) => expert.Modality is null ? all.Without(plan.Passes[pass]) : expert.Own;
        var pools = experts.SelectMany((expert, place) => Kept(plan, expert, place, model.ExpertBank.RunsMaskedPasses)
                .Select(pass => (Key: (pass, pass == 0 ? place : -1, LearnedFrom(expert, pass)), Expert: place)))
            .GroupBy(said => said.Key, said => said.Expert).Select(pool => (Pass: pool.Key.pass, Experts: pool.ToArray())).ToArray();
        return new PassPools(
            model.Description.Task,
            pools,
            [.. experts.Select((_, place) => pools.Index().Where(pool => pool.Item.Experts.Contains(place)).Select(pool => pool.Index).ToArray())],
            plan.IsAlone,
            [[.. pools.Select(_ => 1.0)]]);
    }

    /// <summary>The same pools, made more or less sure.</summary>
    /// <param name="slopes">What the change of the prior is multiplied by in each, [T][K]: of each label by itself (T = 1 for other tasks); below 0 as 0.</param>
    public PassPools With(double[][] slopes) => new(_task, _pools, _ofExpert, _isAlone, slopes);

    /// <summary>The mean of what the pools of an expert are multiplied by, below 0 where rather the opposite of what they tell is true; 0 of the whole model.</summary>
    /// <param name="expert">The place of the expert; behind the last of the whole model.</param>
    /// <param name="target">The label, or 0.</param>
    public double SlopeOf(int expert, int target) => expert < _ofExpert.Length ? _ofExpert[expert].Average(pool => _slopes[target][pool]) : 0;

    /// <summary>The experts that speak in the pools of an expert, itself among them, by their places: who tells together what its interaction is measured by.</summary>
    /// <param name="expert">The place of the expert.</param>
    public int[] TellersOf(int expert) => [.. _ofExpert[expert].SelectMany(pool => _pools[pool].Experts).Distinct().Order()];

    /// <summary>What is told in every pool, each as sure as its experts are, [K, B, O].</summary>
    /// <param name="passes">The outputs of the experts.</param>
    public torch.Tensor Told(ExpertPasses passes) => torch.stack(
    [
        .. _pools.Select(pool => torch.stack([.. pool.Experts.Select(expert => CalibratedGains.AsProbabilities(_task, passes.Output(expert, pool.Pass).to_type(torch.float32)))]).mean([0])),
    ]);

    /// <summary>Whether the pass of a pool counts for a sample, boolean, [K, B]; null where all do, because no sample lacks a modality.</summary>
    /// <param name="passes">The outputs of the experts.</param>
    public torch.Tensor? Counts(ExpertPasses passes) => passes.Presence is not { } presence
        ? null
        : torch.stack([.. _pools.Select(pool => (pool.Pass == 0 ? null : _isAlone ? passes.LeaveSome([pool.Pass]) : passes.MaskSome([pool.Pass])) is { } counts
            ? counts.select(0, 0)
            : torch.ones_like(presence.select(1, 0)))]);

    /// <summary>What each expert says: what its pools have in common, [E, B, O].</summary>
    /// <param name="told">What is told in the pools, [K, B, O].</param>
    /// <param name="counts">Which of them count, [K, B]; null where all do.</param>
    /// <param name="prior">The output of who has seen nothing, [O].</param>
    public torch.Tensor Said(torch.Tensor told, torch.Tensor? counts, torch.Tensor prior)
    {
        torch.Tensor slopes = torch.tensor(_slopes.SelectMany(ofTarget => ofTarget.Select(slope => (float)Math.Max(0, slope))).ToArray(), [_slopes.Length, 1, Count]).permute(2, 1, 0);
        torch.Tensor sure = prior.Plus(slopes * (told - prior));
        return torch.stack([.. _ofExpert.Select(places =>
        {
            torch.Tensor which = torch.tensor(places.Select(place => (long)place).ToArray());
            return _measure.Common(ExpertPasses.Counted(sure.index_select(0, which), counts?.index_select(0, which)), prior);
        })]);
    }

    // The passes that leave an expert what it needs: the full one of synergy, and of all where no other is run.
    private static int[] Kept(PassPlan plan, Expert expert, int place, bool runsMaskedPasses)
    {
        int[] one = [.. plan.Passes.Index().Where(pass => pass.Item.Places.Take(2).Count() == 1).Select(pass => pass.Index)];
        int[] kept = plan.IsAlone ? plan.Keep(place) : expert.Kind switch
        {
            InteractionKind.Synergy => [],
            InteractionKind.Uniqueness => [.. one.Where(pass => plan.Passes[pass] != expert.Own)],
            _ => one,
        };
        return runsMaskedPasses && kept.Length > 0 ? kept : [0];
    }
}
