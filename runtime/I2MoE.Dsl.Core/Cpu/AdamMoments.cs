using I2MoE.Dsl.SafeTensors;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Cpu;

/// <summary>What Adam remembers of every parameter, as tensors that can be saved and put back.</summary>
internal sealed class AdamMoments
{
    private const string FirstPrefix = "adam.first/";
    private const string SecondPrefix = "adam.second/";
    private const string StepsName = "adam.steps";

    private readonly (string Name, Parameter Parameter)[] _parameters;
    private readonly Adam _adam;

    /// <summary>Watches an optimizer.</summary>
    /// <param name="parameters">The parameters with their names, in the order in which the optimizer got them.</param>
    /// <param name="adam">The optimizer.</param>
    public AdamMoments((string Name, Parameter Parameter)[] parameters, Adam adam)
    {
        _parameters = parameters;
        _adam = adam;
    }

    private IEnumerable<Adam.State> States => _adam.state_dict().State.Cast<Adam.State>();

    /// <summary>The moments themselves, and a copy of the number of steps of each parameter, [parameters].</summary>
    public IEnumerable<KeyValuePair<string, torch.Tensor>> Tensors()
    {
        Adam.State[] states = [.. States];
        yield return KeyValuePair.Create(StepsName, torch.tensor(states.Select(state => state.step).ToArray()));
        foreach ((string name, Adam.State state) in _parameters.Zip(states, (parameter, state) => (parameter.Name, state)))
        {
            yield return KeyValuePair.Create(FirstPrefix + name, state.exp_avg);
            yield return KeyValuePair.Create(SecondPrefix + name, state.exp_avg_sq);
        }
    }

    /// <summary>Puts back what <see cref="Tensors"/> gave; the moments themselves are written by the caller.</summary>
    public void RestoreSteps(SafeTensorsFile file)
    {
        long[] steps = file.Tensors[StepsName].data<long>().ToArray();
        foreach ((Adam.State state, int index) in States.Select((state, index) => (state, index)))
        {
            state.step = steps[index];
            if (steps[index] > 0)
            {
                // Adam passes over a parameter without a gradient, but not over one whose gradient is zero: one that has had a gradient keeps having one.
                Parameter parameter = _parameters[index].Parameter;
                using torch.Tensor zero = torch.zeros_like(parameter);
                parameter.grad = zero;
            }
        }
    }
}
