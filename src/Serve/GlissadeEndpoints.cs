using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Glissade.Serve;

/// <summary>A model's endpoints for any ASP.NET Core application.</summary>
public static class GlissadeEndpoints
{
    /// <summary>
    /// Adds <c>POST /predict</c> (JSON in and out), <c>GET /healthz</c>, <c>GET /metrics</c> (Prometheus) and, at <c>/</c>, a page to try
    /// questions in, which has a box for a text if the model was trained on texts.
    /// </summary>
    /// <param name="endpoints">Where they are added: the application, or a group with a prefix.</param>
    /// <param name="model">What answers; it must outlive the application. <see cref="ExtremeClassifier.Open"/> is quickest to begin
    /// with.</param>
    /// <param name="options">Bounds; by default those of <see cref="ServeOptions"/>.</param>
    /// <returns>The endpoints, for conventions that shall hold for all of them, such as authorization.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is out of range.</exception>
    public static RouteGroupBuilder MapGlissade(this IEndpointRouteBuilder endpoints, ExtremeClassifier model, ServeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(model);
        ServeOptions bounds = options ?? new ServeOptions();
        bounds.Validate();
        Gate gate = new(bounds.MaxConcurrency, bounds.MaxWaiting);
        PredictEndpoint predict = new(model, bounds, gate);
        endpoints.ServiceProvider.GetService<IHostApplicationLifetime>()?.ApplicationStopped.Register(gate.Dispose);
        byte[] page = ReadPage(model.TextFeatures is null ? "features" : "text");
        RouteGroupBuilder group = endpoints.MapGroup("");
        group.MapPost("/predict", (RequestDelegate)predict.Handle);
        group.MapGet("/healthz", context => Text(context, "text/plain; charset=utf-8", "ok\n"));
        group.MapGet("/metrics", context =>
            Text(context, "text/plain; version=0.0.4; charset=utf-8", predict.Metrics.Write(model, predict.Present)));
        group.MapGet("/", context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers.ContentSecurityPolicy =
                "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'";
            return context.Response.Body.WriteAsync(page, context.RequestAborted).AsTask();
        });
        return group;
    }

    private static Task Text(HttpContext context, string type, string text)
    {
        context.Response.ContentType = type;
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted).AsTask();
    }

    /// <summary>The page with a box for what the model is asked about.</summary>
    private static byte[] ReadPage(string input)
    {
        using StreamReader page = new(typeof(GlissadeEndpoints).Assembly.GetManifestResourceStream("page.html")!);
        return Encoding.UTF8.GetBytes(page.ReadToEnd().Replace("{input}", input, StringComparison.Ordinal));
    }
}
