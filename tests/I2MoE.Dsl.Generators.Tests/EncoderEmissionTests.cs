namespace I2MoE.Dsl.Generators.Tests;

/// <summary>Encoders are created for the declared sizes, and the documentation follows a sample through them.</summary>
public sealed class EncoderEmissionTests
{
    private static readonly string s_code = Project.Of(Sources.Encoders).Generated(Sources.EncodersFile);

    [Theory]
    [InlineData("Cnn1dEncoder(length: s_sound.Shape[0], features: s_sound.Shape[1], embeddingDim: s_fusion.HiddenDim, s_soundEncoder, initializer)")]
    [InlineData("Cnn2dEncoder(channels: s_image.Shape[0], height: s_image.Shape[1], width: s_image.Shape[2], embeddingDim: s_fusion.HiddenDim, s_imageEncoder, initializer)")]
    [InlineData("Cnn3dEncoder(channels: s_brain.Shape[0], embeddingDim: s_fusion.HiddenDim, s_brainEncoder, initializer)")]
    [InlineData("Vgg11Encoder(channels: s_screen.Shape[0], embeddingDim: s_fusion.HiddenDim,")]
    [InlineData("LstmEncoder(features: ")]
    [InlineData("GruEncoder(features: ")]
    [InlineData("TextEncoder(embeddingDim: s_fusion.HiddenDim, s_reviewEncoder, initializer)")]
    [InlineData("MaxoutEncoder(features: ")]
    public void An_encoder_is_created_for_the_sizes_of_its_modality(string creation) =>
        Assert.Contains("new global::I2MoE.Dsl.Encoders." + creation, s_code, StringComparison.Ordinal);

    [Theory]
    [InlineData("Cnn1dEncoderOptions s_soundEncoder", "Channels = [32],", "KernelSize = 5,", "Pool = 2,", "BatchNorm = true,", "Dropout = 0.0,")]
    [InlineData("TextEncoderOptions s_reviewEncoder", "Vocabulary = 5000,", "PaddingId = 0,", "TokenDim = 128,", "Pooling = global::I2MoE.Dsl.TextPooling.Mean,")]
    public void The_options_of_an_encoder_are_stated_once(string field, params string[] options) =>
        Assert.Contains($"{field} = new()\n    {{\n        {string.Join("\n        ", options)}\n    }};", s_code, StringComparison.Ordinal);

    [Theory]
    [InlineData("<term>Sound</term><description>[B, 40, 13], cnn1d through [20, 32], [B, 4, 64]")]
    [InlineData("<term>Image</term><description>[B, 1, 28, 28], cnn2d through [32, 14, 14], [64, 7, 7], [B, 4, 64]")]
    [InlineData("<term>Brain</term><description>[B, 1, 91, 109, 91], cnn3d through [32, 45, 54, 45], [64, 15, 18, 15], [B, 4, 64]")]
    [InlineData("<term>Screen</term><description>[B, 3, 256, 128], vgg11 through [64, 128, 64], [128, 64, 32], [256, 32, 16], [512, 16, 8], [512, 8, 4], [B, 4, 64]")]
    [InlineData("<term>Review</term><description>[B, 30], token ids (int64) 0 to 4999, text, [B, 4, 64]")]
    [InlineData("The modality Image: [1, 28, 28] a sample, cnn2d encoder through [32, 14, 14], [64, 7, 7], embedding [4, 64].")]
    [InlineData("Review, [B, 30], token ids (int64) 0 to 4999.")]
    [InlineData("new(\"Review\", 6, [30], \"text\", Vocabulary: 5000);")]
    public void Documentation_follows_a_sample_from_input_to_embedding(string text) => Assert.Contains(text, s_code, StringComparison.Ordinal);
}
