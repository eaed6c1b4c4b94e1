namespace I2MoE.Dsl.Studies.Ranks;

/// <summary>A network between machines, as the simulation takes it: every message costs its latency, and a ring of ranks shares the bandwidth of each link.</summary>
/// <param name="Name">The network.</param>
/// <param name="Latency">Seconds a message.</param>
/// <param name="Bandwidth">Bytes a second of a link.</param>
internal sealed record Network(string Name, double Latency, double Bandwidth)
{
    // What a step exchanges beside the gradients: agreement, losses, outputs, weights, labels.
    private const int SmallCalls = 7;

    /// <summary>Networks that clusters have.</summary>
    public static IReadOnlyList<Network> All { get; } = [new("10 Gbit/s Ethernet", 30e-6, 1.1e9), new("InfiniBand HDR", 2e-6, 20e9)];

    /// <summary>The seconds of a step that go to the network.</summary>
    /// <param name="ranks">The number of ranks.</param>
    /// <param name="bytes">The bytes of the gradients.</param>
    public double Seconds(int ranks, double bytes) => ranks == 1 ? 0
        : (2.0 * (ranks - 1) / ranks * bytes / Bandwidth) + (2.0 * (ranks - 1) * Latency) + (SmallCalls * Math.Ceiling(Math.Log2(ranks)) * Latency);
}
