using System.Diagnostics;
using System.Text.Json;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Training;
using Microsoft.AspNetCore.Http;

namespace I2MoE.Dsl.AspNetCore;

/// <summary>Answers one request, within its limits; whatever is wrong is told as problem details.</summary>
/// <param name="service">The service.</param>
/// <param name="context">The request.</param>
internal sealed class PredictionRequest<TModel>(PredictionService<TModel> service, HttpContext context)
    where TModel : MultimodalModel
{
    private const int ClientClosedRequest = 499;
    private const string NotUnicode = "The body has a text or a name that is not Unicode: bytes that are not UTF-8, or half of a pair such as \\ud800 alone.";

    // Lists within lists, as many as a shape may have dimensions and two more.
    private static readonly JsonDocumentOptions s_json = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    private PredictionServiceOptions Options => service.Options;

    /// <summary>The answer, or what is wrong.</summary>
    public async Task<IResult> AnswerAsync()
    {
        long start = Stopwatch.GetTimestamp();
        IResult result = await WithinLimitsAsync().ConfigureAwait(false);
        service.Meters.Request(Stopwatch.GetElapsedTime(start), (result as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status200OK);
        return result;
    }

    private async Task<IResult> WithinLimitsAsync()
    {
        if (!service.TryEnter())
        {
            context.Response.Headers.RetryAfter = "1";
            return Problem(StatusCodes.Status503ServiceUnavailable, "Too many requests at once", $"{Options.MaximumRequests} requests are being answered. Come again in a second.");
        }

        using var time = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        time.CancelAfter(Options.Timeout);
        try
        {
            return await ReadAsync(time.Token).ConfigureAwait(false);
        }
        finally
        {
            service.Leave();
        }
    }

    private async Task<IResult> ReadAsync(CancellationToken cancellationToken)
    {
        if (!context.Request.HasJsonContentType())
        {
            return Problem(StatusCodes.Status415UnsupportedMediaType, "The body is not JSON", "Send the sample as JSON, with the header Content-Type: application/json.");
        }

        if (!IsUtf8(context.Request.GetTypedHeaders().ContentType?.Charset.Value))
        {
            return Problem(StatusCodes.Status415UnsupportedMediaType, "The body is not UTF-8", "JSON is written in UTF-8: send it so, with the header Content-Type: application/json and no other charset.");
        }

        ReadOnlyMemory<byte>? body;
        try
        {
            body = await BoundedBody.ReadAsync(context.Request, Options.MaximumBody, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return GivenUp(StatusCodes.Status408RequestTimeout, "The body came too slowly", FormattableString.Invariant($"It was not complete after {Options.Timeout.TotalSeconds:0.###} s."));
        }
        catch (BadHttpRequestException e)
        {
            return Problem(e.StatusCode, "The body cannot be read", e.Message);
        }
        catch (IOException)
        {
            return Results.StatusCode(ClientClosedRequest);
        }

        if (body is not { } bytes)
        {
            return Problem(StatusCodes.Status413PayloadTooLarge, "The body is too large", $"Allowed are {Options.MaximumBody} bytes.");
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(WithoutMark(bytes), s_json);
        }
        catch (JsonException e)
        {
            return InvalidBody($"The body is no JSON that can be read: {e.Message}");
        }
        catch (InvalidOperationException)
        {
            return InvalidBody(NotUnicode);
        }

        using (document)
        {
            return await PredictAsync(document.RootElement, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IResult> PredictAsync(JsonElement body, CancellationToken cancellationToken)
    {
        for (; ; )
        {
            // Words become numbers as one run knows them, and another may take over before they are computed.
            object answering = service.Predictor.Answering;
            var fields = new SampleFields(service.Predictor.Description, Options.MaximumSamples, SampleWords.Of(service.Predictor));
            IResult result = await PredictOnceAsync(body, fields, cancellationToken).ConfigureAwait(false);
            if (!fields.HasWords || ReferenceEquals(answering, service.Predictor.Answering))
            {
                return result;
            }
        }
    }

    private async Task<IResult> PredictOnceAsync(JsonElement body, SampleFields fields, CancellationToken cancellationToken)
    {
        IReadOnlyList<IReadOnlyDictionary<string, float[]>> samples;
        try
        {
            samples = fields.Read(body);
        }
        catch (InvalidOperationException)
        {
            // Texts are looked at only when they are read.
            return InvalidBody(NotUnicode);
        }

        bool isList = body.ValueKind == JsonValueKind.Array;
        if (fields.Errors.Count > 0)
        {
            return Invalid(fields);
        }

        IReadOnlyList<Task<SampleAnswer>> asked = service.Ask(samples, cancellationToken);
        try
        {
            SampleAnswer[] answers = await Task.WhenAll(asked).ConfigureAwait(false);
            service.Meters.Answers(answers);
            return isList ? Results.Ok(answers) : Results.Ok(answers[0]);
        }
        catch (DatasetException)
        {
            foreach ((int place, Task<SampleAnswer> task) in asked.Index())
            {
                if (task.Exception?.InnerException is DatasetException e)
                {
                    fields.Wrong((isList ? $"[{place}]" : "") + (e.Modality is null ? isList ? "" : "body" : (isList ? "." : "") + e.Modality), e.Message);
                }
            }

            return Invalid(fields);
        }
        catch (TrainingException e)
        {
            return Problem(StatusCodes.Status422UnprocessableEntity, "The sample cannot be predicted", e.Message);
        }
        catch (OperationCanceledException)
        {
            context.Response.Headers.RetryAfter = "1";
            return GivenUp(StatusCodes.Status503ServiceUnavailable, "The answer took too long", FormattableString.Invariant($"It was not there after {Options.Timeout.TotalSeconds:0.###} s."));
        }
        catch (ObjectDisposedException)
        {
            return Problem(StatusCodes.Status503ServiceUnavailable, "The service is ending", "Come again when it has started anew.");
        }
    }

    private static bool IsUtf8(string? charset) => string.IsNullOrEmpty(charset) || charset.Trim('"').ToUpperInvariant() is "UTF-8" or "UTF8" or "US-ASCII";

    // Some callers put the mark of UTF-8 before it, which is no part of the JSON.
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) => body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;

    private IResult GivenUp(int status, string title, string detail) =>
        context.RequestAborted.IsCancellationRequested ? Results.StatusCode(ClientClosedRequest) : Problem(status, title, detail);

    private static IResult InvalidBody(string message) => Invalid(new Dictionary<string, string[]> { ["body"] = [message] });

    private static IResult Invalid(SampleFields fields) => Invalid(fields.Errors.ToDictionary(error => error.Key, error => error.Value.ToArray()));

    private static IResult Invalid(Dictionary<string, string[]> errors) => Results.ValidationProblem(errors, title: "The sample is wrong", detail: string.Join(" ", errors.Select(error => $"{error.Key}: {error.Value[0]}").Take(3)));

    private static IResult Problem(int status, string title, string detail) => Results.Problem(detail, statusCode: status, title: title);
}
