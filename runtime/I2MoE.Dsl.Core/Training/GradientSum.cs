using System.Runtime.InteropServices;
using I2MoE.Dsl.Distributed;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Training;

/// <summary>Replaces the gradients of a model by their sums over the ranks, in one piece of memory.</summary>
internal sealed class GradientSum : IDisposable
{
    // Numbers that are summed in one call: a span ends at 2 GB.
    private const long Piece = 1 << 27;

    private readonly IProcessGroup _group;
    private readonly Parameter[] _parameters;
    private readonly torch.Tensor _flat;
    private readonly torch.Tensor[] _parts;
    private readonly float[] _have;

    /// <summary>Prepares room for the gradients.</summary>
    /// <param name="group">The ranks.</param>
    /// <param name="parameters">The parameters, in an order that is the same on every rank.</param>
    public GradientSum(IProcessGroup group, IReadOnlyList<Parameter> parameters)
    {
        _group = group;
        _parameters = [.. parameters];
        _have = new float[_parameters.Length];
        _flat = torch.zeros(_parameters.Sum(parameter => parameter.numel()), torch.ScalarType.Float32).DetachFromDisposeScope();
        _parts = new torch.Tensor[_parameters.Length];
        long place = 0;
        for (int i = 0; i < _parts.Length; place += _parameters[i++].numel())
        {
            using torch.Tensor run = _flat.narrow(0, place, _parameters[i].numel());
            _parts[i] = run.view(_parameters[i].shape).DetachFromDisposeScope();
        }
    }

    /// <summary>Sums. The gradients lie in this memory until the next call; a parameter that has none on any rank has none after it, too.</summary>
    public void Run()
    {
        using IDisposable noGradients = torch.no_grad();
        for (int i = 0; i < _parameters.Length; i++)
        {
            using torch.Tensor? gradient = _parameters[i].grad;
            _have[i] = gradient is null ? 0 : 1;
            if (gradient is null)
            {
                _parts[i].zero_();
            }
            else
            {
                _parts[i].copy_(gradient);
            }
        }

        _group.Sum(_have);
        for (long first = 0; first < _flat.numel(); first += Piece)
        {
            using torch.Tensor piece = _flat.narrow(0, first, Math.Min(Piece, _flat.numel() - first));
            _group.Sum(MemoryMarshal.Cast<byte, float>(piece.bytes));
        }

        for (int i = 0; i < _parameters.Length; i++)
        {
            if (_have[i] > 0)
            {
                using torch.Tensor? elsewhere = _parameters[i].device_type == DeviceType.CPU ? null : _parts[i].to(_parameters[i].device);
                _parameters[i].grad = elsewhere ?? _parts[i];
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (torch.Tensor part in _parts)
        {
            part.Dispose();
        }

        _flat.Dispose();
    }
}
