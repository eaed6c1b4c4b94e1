using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace I2MoE.Dsl.AspNetCore;

/// <summary>Reads bodies up to a length, whatever they say of themselves.</summary>
internal static class BoundedBody
{
    private const int Piece = 64 * 1024;

    /// <summary>The body; null where it is longer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maximum">The most bytes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BadHttpRequestException">The server refuses the body.</exception>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, long maximum, CancellationToken cancellationToken)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = maximum;
        }

        if (request.ContentLength > maximum)
        {
            return null;
        }

        using var body = new MemoryStream((int)Math.Min(request.ContentLength ?? Piece, Piece));
        byte[] piece = new byte[Piece];
        int count;
        while ((count = await request.Body.ReadAsync(piece, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (body.Length + count > maximum)
            {
                return null;
            }

            body.Write(piece, 0, count);
        }

        return body.ToArray();
    }
}
