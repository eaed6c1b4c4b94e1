using I2MoE.Dsl.Benchmarks.Plain;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Benchmarks;

/// <summary>Training steps and predictions of the reference algorithm on one batch.</summary>
internal sealed class PlainRun : IDisposable
{
    private readonly torch.Tensor[] _embeddings;
    private readonly torch.Tensor _labels;
    private readonly torch.optim.Optimizer _optimizer;
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public PlainRun(BenchmarkCase setting)
    {
        Model = setting.CreatePlain();
        Model.train();
        (_embeddings, _labels) = setting.CreateBatch();
        foreach (torch.Tensor embedding in _embeddings)
        {
            embedding.requires_grad_();
        }

        _optimizer = torch.optim.Adam(Model.ReferenceState.Values.Select(value => (Parameter)value), 1e-4);
        _scope.Detach([.. _embeddings, _labels]);
    }

    /// <summary>The model.</summary>
    public PlainModel Model { get; }

    /// <summary>The tensors that the last step made.</summary>
    public long TensorsCreated { get; private set; }

    /// <summary>One training step.</summary>
    public void Step()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        long before = DisposeScopeManager.Statistics.CreatedInScopeCount;
        (_, torch.Tensor total) = Model.ComputeLosses(_embeddings, Model.DrawReplacements(_embeddings), _labels);
        _optimizer.zero_grad();
        total.backward();
        _optimizer.step();
        TensorsCreated = DisposeScopeManager.Statistics.CreatedInScopeCount - before;
    }

    /// <summary>One prediction.</summary>
    public void Infer()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        Model.eval();
        Model.Infer(_embeddings);
        Model.train();
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
