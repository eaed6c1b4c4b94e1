using I2MoE.Dsl.Models;
using TorchSharp;

namespace I2MoE.Dsl.Training;

/// <summary>
/// The average of a model's parameters and running statistics over the run, with which the model is validated and kept. Both kinds are those of
/// PyTorch's <c>AveragedModel</c> with <c>use_buffers=True</c>: the first update copies. The decay of the exponential one rises to what is declared,
/// since a short run would otherwise be validated near the parameters that it began with.
/// </summary>
/// <param name="options">The kind and its options.</param>
internal sealed class WeightAverage(TrainingOptions options) : ITrainingObserver, IDisposable
{
    private readonly List<(string Name, torch.Tensor Value, torch.Tensor Average)> _averages = [];
    private readonly List<torch.Tensor> _trained = [];
    private torch.Tensor? _updates;
    private bool _isSwapped;

    /// <inheritdoc/>
    public string Name => "average";

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, torch.Tensor>> State =>
        [.. _averages.Select(average => KeyValuePair.Create(average.Name, average.Average)), KeyValuePair.Create("updates", _updates!)];

    /// <inheritdoc/>
    public void Begin(MultimodalModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        using IDisposable noGradients = torch.no_grad();
        _updates = torch.zeros(1, dtype: torch.int64).DetachFromDisposeScope();
        foreach ((string name, torch.Tensor value) in ModelState.Of(model).Where(pair => pair.Value.is_floating_point()))
        {
            using torch.Tensor detached = value.detach();
            _averages.Add((name, value, detached.clone().DetachFromDisposeScope()));
        }
    }

    /// <inheritdoc/>
    public void Stepped(MultimodalModel model, long step)
    {
        if (options.Average == WeightAveraging.Ema)
        {
            Update(updates => updates == 0 ? 1 : 1 - DecayAfter(updates));
        }
    }

    /// <inheritdoc/>
    public void Validating(MultimodalModel model, int epoch)
    {
        if (options.Average == WeightAveraging.Swa && epoch > options.AverageStart * options.Epochs)
        {
            Update(updates => 1.0 / (updates + 1));
        }

        if (Updates > 0)
        {
            using IDisposable noGradients = torch.no_grad();
            foreach ((_, torch.Tensor value, torch.Tensor average) in _averages)
            {
                using torch.Tensor detached = value.detach();
                _trained.Add(detached.clone().DetachFromDisposeScope());
                value.copy_(average);
            }

            _isSwapped = true;
        }
    }

    /// <inheritdoc/>
    public void Validated(MultimodalModel model, EpochResult epoch)
    {
        if (_isSwapped)
        {
            using IDisposable noGradients = torch.no_grad();
            for (int i = 0; i < _averages.Count; i++)
            {
                _averages[i].Value.copy_(_trained[i]);
            }

            Forget();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Forget();
        _averages.ForEach(average => average.Average.Dispose());
        _updates?.Dispose();
    }

    // That of TensorFlow's ExponentialMovingAverage with num_updates, which timm and others share.
    private double DecayAfter(long updates) => Math.Min(options.AverageDecay, (1.0 + updates) / (10.0 + updates));

    // On the CPU, wherever the model is: reading it waits for nothing.
    private long Updates => _updates!.item<long>();

    private void Update(Func<long, double> share)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        double weight = share(Updates);
        foreach ((_, torch.Tensor value, torch.Tensor average) in _averages)
        {
            if (weight >= 1)
            {
                average.copy_(value);
            }
            else
            {
                average.lerp_(value.detach(), weight);
            }
        }

        _updates!.add_(TorchNumber.Of(1), TorchNumber.One);
    }

    private void Forget()
    {
        _trained.ForEach(copy => copy.Dispose());
        _trained.Clear();
        _isSwapped = false;
    }
}
