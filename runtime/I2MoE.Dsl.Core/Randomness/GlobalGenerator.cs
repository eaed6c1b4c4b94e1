using TorchSharp;

namespace I2MoE.Dsl.Randomness;

/// <summary>Torch's global generator, which this project never draws from.</summary>
internal static class GlobalGenerator
{
    private static readonly Lock s_lock = new();

    /// <summary>Runs what draws from the global generator by itself, as the constructors of torch's own modules do, and puts the generator back.</summary>
    public static T Preserve<T>(Func<T> create)
    {
        lock (s_lock)
        {
            using torch.Tensor state = torch.get_rng_state();
            try
            {
                return create();
            }
            finally
            {
                torch.set_rng_state(state);
            }
        }
    }
}
