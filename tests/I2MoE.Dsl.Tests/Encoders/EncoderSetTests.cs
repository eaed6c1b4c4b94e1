using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Randomness;

namespace I2MoE.Dsl.Tests.Encoders;

public sealed class EncoderSetTests
{
    [Fact]
    public void A_modality_may_have_the_name_under_which_the_patches_of_another_are_kept()
    {
        var initializer = new ParameterInitializer(0);
        using var encoders = new EncoderSet();
        encoders.Add(new Modality("Lab", 0, [3], "linear"), new LinearEncoder(3, 4, initializer), new PatchEmbedding(4, 2, 4, initializer));
        encoders.Add(new Modality("Lab_patches", 1, [3], "linear"), new LinearEncoder(3, 4, initializer), new PatchEmbedding(4, 2, 4, initializer));

        Assert.Equal(["Lab", "Lab_patches", "Lab_patches_", "Lab_patches_patches"], encoders.named_children().Select(child => child.name).Order(StringComparer.Ordinal));
    }
}
