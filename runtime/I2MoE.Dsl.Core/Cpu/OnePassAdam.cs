using I2MoE.Dsl.Native;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Cpu;

/// <summary>
/// Torch's Adam, which on the CPU reads and writes every parameter once a step rather than in a dozen operations. State and results are those
/// of the base class.
/// </summary>
internal sealed unsafe class OnePassAdam : Adam
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private readonly Parameter[] _parameters;
    private readonly State[] _states;
    private readonly double _learningRate;
    private readonly double _weightDecay;
    private readonly bool _isOnePass;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="weightDecay">The weight decay (L2).</param>
    public OnePassAdam(IEnumerable<Parameter> parameters, double learningRate, double weightDecay = 0)
        : this([.. parameters], learningRate, weightDecay)
    {
    }

    private OnePassAdam(Parameter[] parameters, double learningRate, double weightDecay)
        : base(parameters, learningRate, Beta1, Beta2, Epsilon, weightDecay)
    {
        _parameters = parameters;
        _learningRate = learningRate;
        _weightDecay = weightDecay;
        _states = [.. state_dict().State.Cast<State>()];
        _isOnePass = parameters.All(parameter =>
            KernelHardware.IsFast && parameter.device_type == DeviceType.CPU && parameter.dtype == torch.ScalarType.Float32 && parameter.is_contiguous());
    }

    /// <summary>
    /// Prepares the next backward pass. Gradients are dropped rather than filled with zeros, which saves adding to them; a parameter that has
    /// had a gradient and then gets none moves on as with a gradient of zero, as in torch.
    /// </summary>
    public void ForgetGradients()
    {
        if (!_isOnePass)
        {
            zero_grad();
            return;
        }

        foreach (Parameter parameter in _parameters)
        {
            parameter.grad = null;
        }
    }

    /// <inheritdoc/>
    public override torch.Tensor step(Func<torch.Tensor>? closure = null)
    {
        if (!_isOnePass || closure is not null)
        {
            return base.step(closure);
        }

        for (int i = 0; i < _parameters.Length; i++)
        {
            using torch.Tensor? gradient = _parameters[i].grad;
            if (gradient is not null || _states[i].step > 0)
            {
                Update(_parameters[i], gradient, _states[i]);
            }
        }

        return null!;
    }

    private void Update(Parameter parameter, torch.Tensor? gradient, State state)
    {
        state.step++;
        using torch.Tensor? contiguous = gradient?.contiguous();
        int chunks = checked((int)((parameter.numel() + AdamKernel.ChunkLength - 1) / AdamKernel.ChunkLength));
        CpuThreads.Run(chunks, new AdamKernel
        {
            Parameter = Memory.Of<float>(parameter),
            Gradient = contiguous is null ? null : Memory.Of<float>(contiguous),
            First = Memory.Of<float>(state.exp_avg),
            Second = Memory.Of<float>(state.exp_avg_sq),
            Length = parameter.numel(),
            Beta1 = (float)Beta1,
            Beta2 = (float)Beta2,
            FirstShare = (float)(1 - Beta1),
            SecondShare = (float)(1 - Beta2),
            WeightDecay = (float)_weightDecay,
            StepSize = (float)(_learningRate / (1 - Math.Pow(Beta1, state.step))),
            SecondScale = (float)Math.Sqrt(1 - Math.Pow(Beta2, state.step)),
            Epsilon = (float)Epsilon,
        });
        GC.KeepAlive(parameter);
        GC.KeepAlive(state);
    }
}
