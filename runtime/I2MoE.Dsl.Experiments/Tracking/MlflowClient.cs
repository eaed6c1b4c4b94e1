using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace I2MoE.Dsl.Experiments.Tracking;

/// <summary>
/// Speaks with a server of MLflow: REST API 2.0, with the credentials that its users have in <c>MLFLOW_TRACKING_USERNAME</c> and
/// <c>MLFLOW_TRACKING_PASSWORD</c>, or <c>MLFLOW_TRACKING_TOKEN</c>. <c>MLFLOW_TRACKING_INSECURE_TLS=true</c> takes any certificate.
/// </summary>
internal sealed class MlflowClient : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private const int LongestReason = 200;

    private readonly HttpClient _http;

    /// <summary>A client of a server.</summary>
    /// <param name="address">The address of the server, as <c>MLFLOW_TRACKING_URI</c>.</param>
    public MlflowClient(Uri address)
    {
        // A proxy of the machine is no way to the machine itself.
        var handler = new SocketsHttpHandler { UseProxy = !address.IsLoopback, ConnectTimeout = s_patience };
        if (Environment.GetEnvironmentVariable("MLFLOW_TRACKING_INSECURE_TLS") is { } insecure && insecure.Equals("true", StringComparison.OrdinalIgnoreCase))
        {
#pragma warning disable CA5359 // It was asked for, by the name that says so.
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        _http = new HttpClient(handler) { BaseAddress = new Uri(address.AbsoluteUri.TrimEnd('/') + "/api/2.0/mlflow/"), Timeout = s_patience };
        _http.DefaultRequestHeaders.Authorization = Credentials();
    }

    /// <summary>Gets an object.</summary>
    /// <exception cref="MlflowException">The server does not answer, or refuses.</exception>
    public T Get<T>(string path, JsonTypeInfo<T> type) => Read(Send(new HttpRequestMessage(HttpMethod.Get, path)), type);

    /// <summary>Sends an object, and gets the answer.</summary>
    /// <exception cref="MlflowException">The server does not answer, or refuses.</exception>
    public TAnswer Post<T, TAnswer>(string path, T body, JsonTypeInfo<T> type, JsonTypeInfo<TAnswer> answer) => Read(Send(Request(path, body, type)), answer);

    /// <summary>Sends an object.</summary>
    /// <exception cref="MlflowException">The server does not answer, or refuses.</exception>
    public void Post<T>(string path, T body, JsonTypeInfo<T> type) => Send(Request(path, body, type));

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Request<T>(string path, T body, JsonTypeInfo<T> type) =>
        new(HttpMethod.Post, path) { Content = new StringContent(JsonSerializer.Serialize(body, type), Encoding.UTF8, "application/json") };

    private string Send(HttpRequestMessage request)
    {
        using (request)
        {
            try
            {
                using HttpResponseMessage response = _http.Send(request);
                using var reader = new StreamReader(response.Content.ReadAsStream(), Encoding.UTF8);
                string text = reader.ReadToEnd();
                return response.IsSuccessStatusCode ? text : throw Refusal(response.StatusCode, text);
            }
            catch (HttpRequestException e)
            {
                throw new MlflowException($"it does not answer ({(e.InnerException ?? e).Message})");
            }
            catch (OperationCanceledException)
            {
                throw new MlflowException(FormattableString.Invariant($"it did not answer within {s_patience.TotalSeconds:0} s"));
            }
            catch (IOException e)
            {
                throw new MlflowException($"its answer broke off ({e.Message})");
            }
        }
    }

    private static MlflowException Refusal(HttpStatusCode status, string text)
    {
        MlflowMessages.Problem? problem = null;
        try
        {
            problem = JsonSerializer.Deserialize(text, MlflowJson.Default.Problem);
        }
        catch (JsonException)
        {
            // It is no server of MLflow, or one behind a gate that answers itself.
        }

        string reason = problem?.Message is { Length: > 0 } message ? $": {message.ReplaceLineEndings(" ")}" : "";
        string hint = status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            ? "; give MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN"
            : "";
        string whole = FormattableString.Invariant($"it answers {(int)status}") + reason;
        return new MlflowException((whole.Length > LongestReason ? whole[..LongestReason] + "…" : whole) + hint, problem?.ErrorCode ?? status.ToString());
    }

    private static T Read<T>(string text, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(text, type) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new MlflowException("its answer is not what a server of MLflow says, so the address may be wrong");
        }
    }

    private static AuthenticationHeaderValue? Credentials()
    {
        string? user = Environment.GetEnvironmentVariable("MLFLOW_TRACKING_USERNAME");
        string? password = Environment.GetEnvironmentVariable("MLFLOW_TRACKING_PASSWORD");
        return user is { Length: > 0 } && password is not null ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")))
            : Environment.GetEnvironmentVariable("MLFLOW_TRACKING_TOKEN") is { Length: > 0 } token ? new AuthenticationHeaderValue("Bearer", token)
            : null;
    }
}
