using I2MoE.Dsl.Native;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Cpu;

/// <summary>
/// Torch's Adam, AdamW and SGD with momentum, which on the CPU read and write every parameter once a step rather than in a dozen operations. State
/// and results are those of torch.
/// </summary>
internal sealed unsafe class OnePassAdam : Adam
{
    private readonly Parameter[] _parameters;
    private readonly double[] _rates;
    private readonly State[] _states;
    private readonly TrainingOptions _options;
    private readonly bool _isOnePass;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="learningRate">The learning rate of Adam.</param>
    /// <param name="weightDecay">The weight decay (L2).</param>
    public OnePassAdam(IEnumerable<Parameter> parameters, double learningRate, double weightDecay = 0)
        : this(parameters, new TrainingOptions { LearningRate = learningRate, WeightDecay = weightDecay })
    {
    }

    /// <summary>Creates the optimizer that is declared.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="options">The kind of the optimizer and its options.</param>
    /// <param name="rateOf">The learning rate of a parameter; null for that of the options.</param>
    /// <param name="isOnePass">Whether it may go in one pass, where the parameters allow it.</param>
    public OnePassAdam(IEnumerable<Parameter> parameters, TrainingOptions options, Func<Parameter, double>? rateOf = null, bool isOnePass = true)
        : this([.. parameters], options, rateOf, isOnePass)
    {
    }

    private OnePassAdam(Parameter[] parameters, TrainingOptions options, Func<Parameter, double>? rateOf, bool isOnePass)
        : base(parameters, options.LearningRate, options.Beta1, options.Beta2, options.Epsilon, options.WeightDecay)
    {
        _parameters = parameters;
        _options = options;
        _rates = [.. parameters.Select(parameter => rateOf?.Invoke(parameter) ?? options.LearningRate)];
        _states = [.. state_dict().State.Cast<State>()];
        _isOnePass = isOnePass && parameters.All(CpuEngine.Chosen.Updates);
    }

    /// <summary>What the learning rates are multiplied by in the steps that follow.</summary>
    public double LearningRateFactor { get; set; } = 1;

    private bool IsAdaptive => _options.Optimizer != OptimizerKind.Sgd;

    private double CoupledDecay => _options.Optimizer == OptimizerKind.Adamw ? 0 : _options.WeightDecay;

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
        torch.Tensor? loss = closure?.Invoke();
        using IDisposable noGradients = torch.no_grad();
        for (int i = 0; i < _parameters.Length; i++)
        {
            using torch.Tensor? gradient = _parameters[i].grad;
            if (gradient is null && _states[i].step == 0)
            {
                continue;
            }

            _states[i].step++;
            if (_isOnePass)
            {
                UpdateInOnePass(_parameters[i], gradient, _states[i], _rates[i] * LearningRateFactor);
            }
            else if (gradient is not null)
            {
                UpdateByTorch(_parameters[i], gradient, _states[i], _rates[i] * LearningRateFactor);
            }
        }

        return loss!;
    }

    private void UpdateInOnePass(Parameter parameter, torch.Tensor? gradient, State state, double rate)
    {
        using torch.Tensor? contiguous = gradient?.contiguous();
        int chunks = checked((int)((parameter.numel() + AdamKernel.ChunkLength - 1) / AdamKernel.ChunkLength));
        CpuThreads.Run(chunks, new AdamKernel
        {
            Parameter = Memory.Of<float>(parameter),
            Gradient = contiguous is null ? null : Memory.Of<float>(contiguous),
            First = Memory.Of<float>(state.exp_avg),
            Second = IsAdaptive ? Memory.Of<float>(state.exp_avg_sq) : null,
            Length = parameter.numel(),
            Beta1 = (float)(IsAdaptive ? _options.Beta1 : _options.Momentum),
            Beta2 = (float)_options.Beta2,
            FirstShare = IsAdaptive ? (float)(1 - _options.Beta1) : 1,
            SecondShare = (float)(1 - _options.Beta2),
            WeightDecay = (float)CoupledDecay,
            Shrink = (float)Shrink(rate),
            StepSize = (float)(IsAdaptive ? rate / (1 - Math.Pow(_options.Beta1, state.step)) : rate),
            SecondScale = (float)Math.Sqrt(1 - Math.Pow(_options.Beta2, state.step)),
            Epsilon = (float)_options.Epsilon,
        });
        GC.KeepAlive(parameter);
        GC.KeepAlive(state);
    }

    private void UpdateByTorch(Parameter parameter, torch.Tensor gradient, State state, double rate)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor slope = CoupledDecay > 0 ? gradient.add(parameter, alpha: TorchNumber.Of(CoupledDecay)) : gradient;
        parameter.mul_(TorchNumber.Of(Shrink(rate)));
        if (!IsAdaptive)
        {
            state.exp_avg.mul_(TorchNumber.Of(_options.Momentum)).add_(slope, TorchNumber.One);
            parameter.add_(state.exp_avg, alpha: TorchNumber.Of(-rate));
            return;
        }

        state.exp_avg.mul_(TorchNumber.Of(_options.Beta1)).add_(slope, alpha: TorchNumber.Of(1 - _options.Beta1));
        state.exp_avg_sq.mul_(TorchNumber.Of(_options.Beta2)).addcmul_(slope, slope, value: TorchNumber.Of(1 - _options.Beta2));
        torch.Tensor deviation = state.exp_avg_sq.sqrt().div_(TorchNumber.Of(Math.Sqrt(1 - Math.Pow(_options.Beta2, state.step)))).add_(TorchNumber.Of(_options.Epsilon), TorchNumber.One);
        parameter.addcdiv_(state.exp_avg, deviation, value: TorchNumber.Of(-rate / (1 - Math.Pow(_options.Beta1, state.step))));
    }

    // AdamW pulls the parameters themselves, not through the gradient.
    private double Shrink(double rate) => _options.Optimizer == OptimizerKind.Adamw ? 1 - (rate * _options.WeightDecay) : 1;
}
