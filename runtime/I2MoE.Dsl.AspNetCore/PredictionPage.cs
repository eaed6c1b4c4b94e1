using System.Text.Encodings.Web;

namespace I2MoE.Dsl.AspNetCore;

/// <summary>The page for a person.</summary>
internal static class PredictionPage
{
    /// <summary>The page that asks a path.</summary>
    public static string For(string predict)
    {
        using Stream stream = typeof(PredictionPage).Assembly.GetManifestResourceStream("predict.html")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("{predict}", HtmlEncoder.Default.Encode(predict), StringComparison.Ordinal);
    }
}
