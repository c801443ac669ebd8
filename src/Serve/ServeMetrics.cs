using System.Globalization;
using System.Text;

namespace Glissade.Serve;

/// <summary>
/// What a server has done, in the text format of Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/).
/// </summary>
internal sealed class ServeMetrics
{
    private static readonly double[] Bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
    private static readonly int[] Codes = [200, 400, 413, 499, 500, 503];

    private readonly long[] requests = new long[Codes.Length];
    private readonly long[] buckets = new long[Bounds.Length + 1];
    private long ticks;

    /// <summary>Counts a request that has been dealt with. Times are of answered questions, waiting included.</summary>
    public void Add(int code, TimeSpan time)
    {
        Interlocked.Increment(ref requests[Array.IndexOf(Codes, code)]);
        if (code != 200)
            return;
        int bucket = Array.FindIndex(Bounds, bound => time.TotalSeconds <= bound);
        Interlocked.Increment(ref buckets[bucket < 0 ? Bounds.Length : bucket]);
        Interlocked.Add(ref ticks, time.Ticks);
    }

    /// <summary>All figures as text.</summary>
    public string Write(ExtremeClassifier model, int present)
    {
        StringBuilder text = new();
        Head("glissade_requests_total", "counter", "Requests for predictions by status code.");
        for (int i = 0; i < Codes.Length; i++)
            Line($"glissade_requests_total{{code=\"{Codes[i]}\"}}", Interlocked.Read(ref requests[i]));
        Head("glissade_request_seconds", "histogram", "Time of answered requests from body read to answer, waiting included.");
        long total = 0;
        for (int i = 0; i < buckets.Length; i++)
        {
            total += Interlocked.Read(ref buckets[i]);
            string bound = i < Bounds.Length ? Bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
            Line($"glissade_request_seconds_bucket{{le=\"{bound}\"}}", total);
        }
        Line("glissade_request_seconds_sum", TimeSpan.FromTicks(Interlocked.Read(ref ticks)).TotalSeconds);
        Line("glissade_request_seconds_count", total);
        Gauge("glissade_requests_present", "Requests being answered or waiting.", present);
        Gauge("glissade_model_labels", "Labels of the model.", model.LabelCount);
        Gauge("glissade_model_features", "Features of the model.", model.FeatureCount);
        Gauge("glissade_working_set_bytes", "Memory of the process that is resident, pages shared with others included.",
            Environment.WorkingSet);
        return text.ToString();

        void Head(string name, string type, string help) => text.Append($"# HELP {name} {help}\n# TYPE {name} {type}\n");
        void Line(string name, double value) => text.Append(CultureInfo.InvariantCulture, $"{name} {value}\n");
        void Gauge(string name, string help, double value)
        {
            Head(name, "gauge", help);
            Line(name, value);
        }
    }
}
