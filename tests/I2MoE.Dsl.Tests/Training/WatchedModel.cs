using I2MoE.Dsl.Data;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;

namespace I2MoE.Dsl.Tests.Training;

/// <summary>A model that tells of every training step before it is done, so that a test can end the run there.</summary>
internal sealed class WatchedModel : MultimodalModel
{
    private readonly MultimodalModel _inner;
    private readonly Action<int> _onStep;
    private int _steps;

    public WatchedModel(MultimodalModel inner, Action<int> onStep)
        : base(inner.Description)
    {
        _inner = inner;
        _onStep = onStep;
        register_module("inner", inner);
    }

    public override LossTerms ComputeLosses(MultimodalBatch batch, StepRandom random)
    {
        _onStep(_steps++);
        return _inner.ComputeLosses(batch, random);
    }

    public override ModelOutput Infer(MultimodalBatch batch) => _inner.Infer(batch);
}
