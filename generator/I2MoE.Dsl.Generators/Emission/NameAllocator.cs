namespace I2MoE.Dsl.Generators.Emission;

/// <summary>Gives out names that differ from each other and from names already taken.</summary>
internal sealed class NameAllocator
{
    private readonly HashSet<string> _taken;

    /// <summary>Creates an allocator that never gives out one of <paramref name="taken"/>.</summary>
    public NameAllocator(IEnumerable<string> taken) => _taken = new HashSet<string>(taken, StringComparer.Ordinal);

    /// <summary><paramref name="wish"/> where it is free, otherwise the wish with the least number that makes it so.</summary>
    public string Allocate(string wish)
    {
        string name = wish;
        for (int number = 2; !_taken.Add(name); number++)
        {
            name = wish + Literals.Of(number);
        }

        return name;
    }
}
