using I2MoE.Dsl.Benchmarks.Models;
using I2MoE.Dsl.Cpu;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Benchmarks;

/// <summary>Training steps and predictions of the engine on one batch.</summary>
internal sealed class EngineRun : IDisposable
{
    private readonly torch.Tensor[] _embeddings;
    private readonly torch.Tensor _labels;
    private readonly OnePassAdam _optimizer;
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly bool _isSmall;
    private int _step;

    public EngineRun(BenchmarkCase setting, Precision precision = Precision.Fp32)
    {
        ProcessMemory.Prepare();
        Model = setting.CreateEngine();
        Model.ExpertBank.Fusion.Precision = precision;
        _isSmall = StepThreads.IsSmall(Model, setting.Batch);
        (_embeddings, _labels) = setting.CreateBatch();
        foreach (torch.Tensor embedding in _embeddings)
        {
            embedding.requires_grad_();
        }

        _optimizer = new OnePassAdam(Model.parameters(), 1e-4);
        _scope.Detach([.. _embeddings, _labels]);
    }

    /// <summary>The model.</summary>
    public EngineModel Model { get; }

    /// <summary>The tensors that the last step made.</summary>
    public long TensorsCreated { get; private set; }

    /// <summary>One training step.</summary>
    public void Step()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable? threads = _isSmall ? TorchThreads.Limit(1) : null;
        long before = DisposeScopeManager.Statistics.CreatedInScopeCount;
        LossTerms losses = Model.ComputeLosses(new MultimodalBatch(_embeddings, _labels), new StepRandom(seed: 0, epoch: 1, _step++));
        _optimizer.ForgetGradients();
        losses.Total.backward();
        _optimizer.step();
        TensorsCreated = DisposeScopeManager.Statistics.CreatedInScopeCount - before;
    }

    /// <summary>One prediction.</summary>
    public void Infer()
    {
        using ModelOutput output = Model.Infer(new MultimodalBatch(_embeddings, null));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _optimizer.Dispose();
        Model.Dispose();
        _labels.Dispose();
        foreach (torch.Tensor embedding in _embeddings)
        {
            embedding.Dispose();
        }

        _scope.Dispose();
    }
}
