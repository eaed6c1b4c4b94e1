using System.Net;
using System.Net.Http.Headers;

namespace I2MoE.Dsl.AspNetCore.Tests;

/// <summary>A body without a length that does not end, or one that stops after a byte.</summary>
internal sealed class EndlessBody : HttpContent
{
    private readonly bool _fast;

    /// <summary>Makes one.</summary>
    /// <param name="fast">Whether it goes on.</param>
    public EndlessBody(bool fast)
    {
        _fast = fast;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        try
        {
            byte[] piece = new byte[_fast ? 1024 : 1];
            Array.Fill(piece, (byte)' ');
            await stream.WriteAsync(piece, cancellationToken);
            await stream.FlushAsync(cancellationToken);
            for (int count = 0; _fast && count < 100_000; count++)
            {
                await stream.WriteAsync(piece, cancellationToken);
            }

            if (!_fast)
            {
                await Task.Delay(TimeSpan.FromSeconds(30), cancellationToken);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The service has heard enough.
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
