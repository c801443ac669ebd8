using System.Buffers;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Glissade.Serve;

/// <summary>POST /predict: reads a question whole, waits for its turn, answers.</summary>
internal sealed class PredictEndpoint(ExtremeClassifier model, ServeOptions options, Gate gate)
{
    private const int ClientClosedRequest = 499;

    private static readonly JsonWriterOptions JsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public ServeMetrics Metrics { get; } = new();

    public int Present => gate.Present;

    public async Task Handle(HttpContext context)
    {
        long begin = Stopwatch.GetTimestamp();
        int code = StatusCodes.Status500InternalServerError;
        try
        {
            code = await Answer(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            code = ClientClosedRequest;
        }
        finally
        {
            Metrics.Add(code, Stopwatch.GetElapsedTime(begin));
        }
    }

    private async Task<int> Answer(HttpContext context)
    {
        PredictRequest request;
        try
        {
            byte[] body = await ReadBody(context).ConfigureAwait(false);
            request = PredictRequest.Parse(body, model, options);
        }
        catch (BadHttpRequestException exception)
        {
            int status = exception.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? StatusCodes.Status413PayloadTooLarge
                : StatusCodes.Status400BadRequest;
            return await Refuse(context, status, exception.Message).ConfigureAwait(false);
        }
        catch (DataFormatException exception)
        {
            return await Refuse(context, StatusCodes.Status400BadRequest, exception.Message).ConfigureAwait(false);
        }
        if (!await gate.TryEnterAsync(context.RequestAborted).ConfigureAwait(false))
        {
            context.Response.Headers.RetryAfter = "1";
            return await Refuse(context, StatusCodes.Status503ServiceUnavailable, "too many requests are waiting").ConfigureAwait(false);
        }
        ArrayBufferWriter<byte> json = new();
        try
        {
            Predict(request, json, context.RequestAborted);
        }
        finally
        {
            gate.Leave();
        }
        return await Write(context, StatusCodes.Status200OK, json).ConfigureAwait(false);
    }

    /// <summary>The server refuses longer bodies while they are read, whether or not their length was announced.</summary>
    private async Task<byte[]> ReadBody(HttpContext context)
    {
        IHttpMaxRequestBodySizeFeature? limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (limit is { IsReadOnly: false })
            limit.MaxRequestBodySize = options.MaxRequestBytes;
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        return body.ToArray();
    }

    private void Predict(PredictRequest request, ArrayBufferWriter<byte> target, CancellationToken cancellation)
    {
        using Utf8JsonWriter json = new(target, JsonOptions);
        json.WriteStartObject();
        json.WriteStartArray("predictions");
        for (int point = 0; point < request.Count; point++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (request.IsList)
                json.WriteStartArray();
            Predict(request.Point(point), request, json);
            if (request.IsList)
                json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Predict(SparseVector features, PredictRequest request, Utf8JsonWriter json)
    {
        Prediction[] predictions = ArrayPool<Prediction>.Shared.Rent(request.TopK);
        try
        {
            Span<Prediction> room = predictions.AsSpan(0, request.TopK);
            int count = request.Labels is { } labels
                ? model.Predict(features, labels, room, request.Threshold, options.Mask)
                : options.Retrieval is { } retrieval
                    ? model.Predict(features, retrieval, room, request.Threshold, options.Mask)
                    : model.Predict(features, room, request.Threshold, options.Mask);
            WritePredictions(json, room[..count]);
        }
        finally
        {
            ArrayPool<Prediction>.Shared.Return(predictions);
        }
    }

    private void WritePredictions(Utf8JsonWriter json, ReadOnlySpan<Prediction> predictions)
    {
        foreach (Prediction prediction in predictions)
        {
            json.WriteStartObject();
            json.WriteNumber("label", prediction.Label);
            if (model.LabelNames is { } names)
                json.WriteString("name", names[prediction.Label]);
            // JSON has no NaN and no infinity, which values near the limit of a float may lead to.
            if (float.IsFinite(prediction.Score))
                json.WriteNumber("score", prediction.Score);
            else
                json.WriteNull("score");
            json.WriteEndObject();
        }
    }

    private static Task<int> Refuse(HttpContext context, int code, string message)
    {
        ArrayBufferWriter<byte> target = new();
        using (Utf8JsonWriter json = new(target, JsonOptions))
        {
            json.WriteStartObject();
            json.WriteString("error", message);
            json.WriteEndObject();
        }
        return Write(context, code, target);
    }

    private static async Task<int> Write(HttpContext context, int code, ArrayBufferWriter<byte> json)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = json.WrittenCount;
        await context.Response.Body.WriteAsync(json.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
        return code;
    }
}
