using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Sweeps;

namespace I2MoE.Dsl.Experiments.Sweeps;

/// <summary>Every combination of the values, the last parameter fastest.</summary>
/// <param name="space">The parameters, each of them with a grid.</param>
internal sealed class GridSearch(EquatableArray<SweepParameter> space) : SweepSearch
{
    private readonly IReadOnlyList<string>[] _values = [.. space.Select(parameter => parameter.Grid()!)];

    /// <inheritdoc/>
    public override int Trials => _values.Aggregate(1, (product, values) => product * values.Count);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Values(int number, IReadOnlyList<Trial> trials)
    {
        int left = number - 1;
        string[] chosen = new string[_values.Length];
        for (int i = _values.Length - 1; i >= 0; i--)
        {
            chosen[i] = _values[i][left % _values[i].Count];
            left /= _values[i].Count;
        }

        return chosen;
    }
}
