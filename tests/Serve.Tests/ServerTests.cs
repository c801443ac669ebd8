using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Glissade.Serve.Tests;

public sealed class ServerTests(SmallModel small)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnswersAreTheModelsToTheLastDigit()
    {
        await using RunningServer server = await RunningServer.Start(small.Model);
        for (int point = 0; point < small.Test.Count; point++)
        {
            (HttpStatusCode status, JsonElement answer) = await server.Ask(
                RunningServer.Question(small.Test.Features(point), ",\"top_k\":7"));
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal(small.Model.Predict(small.Test.Features(point), topK: 7), Predictions(answer));
            Assert.Equal(
                $"<b>\"label\" {Predictions(answer)[0].Label} é", answer.GetProperty("predictions")[0].GetProperty("name").GetString());
        }
    }

    [Fact]
    public async Task AnswersOfAModelWithALinearPathAreItsToTheLastDigit()
    {
        await using RunningServer server = await RunningServer.Start(small.WithLinearPath);
        for (int point = 0; point < small.Test.Count; point++)
        {
            (HttpStatusCode status, JsonElement answer) = await server.Ask(RunningServer.Question(small.Test.Features(point)));
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal(small.WithLinearPath.Predict(small.Test.Features(point)), Predictions(answer));
        }
    }

    [Fact]
    public async Task MaskedLabelsAreNotAnsweredNotEvenIfAskedFor()
    {
        ServeOptions options = new() { Mask = new LabelMask(inputItems: true, small.Test) };
        await using RunningServer server = await RunningServer.Start(small.Model, options);
        SparseVector features = small.Test.Features(3);
        int[] masked = [.. features.Ids, .. small.Test.Labels(3)];
        int allowed = Enumerable.Range(0, small.Model.LabelCount).Except(masked).First();
        (_, JsonElement answer) = await server.Ask(RunningServer.Question(features, ",\"top_k\":120"));
        Assert.Equal(
            Enumerable.Range(0, small.Model.LabelCount).Except(masked), Predictions(answer).Select(prediction => prediction.Label).Order());
        (_, answer) = await server.Ask(RunningServer.Question(
            small.Test.Features(3), $",\"labels\":[{small.Test.Labels(3)[0]},{allowed}]"));
        Assert.Equal([allowed], Predictions(answer).Select(prediction => prediction.Label));
    }

    [Fact]
    public async Task ThresholdAndLabelsNarrowTheAnswer()
    {
        await using RunningServer server = await RunningServer.Start(small.Model);
        IReadOnlyList<Prediction> all = small.Model.Predict(small.Test.Features(2), topK: 120);
        string threshold = JsonSerializer.Serialize(all[2].Score);
        (_, JsonElement answer) = await server.Ask(RunningServer.Question(small.Test.Features(2), $",\"threshold\":{threshold}"));
        Assert.Equal(all.TakeWhile(prediction => prediction.Score >= all[2].Score).Take(5), Predictions(answer));
        (_, answer) = await server.Ask(RunningServer.Question(small.Test.Features(2), ",\"labels\":[7,3,7]"));
        Assert.Equal(all.Select(prediction => prediction.Label).Where(label => label is 3 or 7),
            Predictions(answer).Select(one => one.Label));
        (_, answer) = await server.Ask("""{"features":{}}""");
        Assert.Equal(5, Predictions(answer).Count);
    }

    [Fact]
    public async Task AnIndexChoosesWhatIsScoredUnlessTheQuestionNamesLabels()
    {
        using HashedRetrieval retrieval = HashedRetrieval.Build(small.Model, small.Test, candidates: 9);
        await using RunningServer server = await RunningServer.Start(small.Model, new ServeOptions { Retrieval = retrieval });
        IReadOnlyList<IReadOnlyList<Prediction>> expected = small.Model.Predict(small.Test, topK: 20, retrieval: retrieval);
        for (int point = 0; point < small.Test.Count; point++)
        {
            (_, JsonElement answer) = await server.Ask(RunningServer.Question(small.Test.Features(point), ",\"top_k\":20"));
            Assert.Equal(9, Predictions(answer).Count);
            Assert.Equal(expected[point], Predictions(answer));
        }
        (_, JsonElement named) = await server.Ask(RunningServer.Question(small.Test.Features(2), ",\"labels\":[7,3]"));
        Assert.Equal([3, 7], Predictions(named).Select(one => one.Label).Order());
    }

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("[1]", "object")]
    [InlineData("{}", "features")]
    [InlineData("""{"features":[1]}""", "features")]
    [InlineData("""{"features":{"400":1}}""", "\"400\"")]
    [InlineData("""{"features":{"-1":1}}""", "\"-1\"")]
    [InlineData("""{"features":{"x":1}}""", "\"x\"")]
    [InlineData("""{"features":{"1":1,"01":2}}""", "feature 1 twice")]
    [InlineData("""{"features":{"1":"2"}}""", "feature 1")]
    [InlineData("""{"features":{"1":1e300}}""", "feature 1")]
    [InlineData("""{"features":{"1":1},"top_k":0}""", "top_k")]
    [InlineData("""{"features":{"1":1},"top_k":1.5}""", "top_k")]
    [InlineData("""{"features":{"1":1},"top_k":1001}""", "top_k")]
    [InlineData("""{"features":{"1":1},"threshold":null}""", "threshold")]
    [InlineData("""{"features":{"1":1},"labels":[120]}""", "120")]
    [InlineData("""{"features":{"1":1},"labels":3}""", "labels")]
    [InlineData("""{"features":{"1":1},"topk":3}""", "\"topk\"")]
    [InlineData("""{"features":{"1":{"2":{"3":{"4":5}}}}}""", "JSON")]
    public async Task AMalformedQuestionIsRefusedAndWhatIsWrongSaid(string question, string inMessage)
    {
        await using RunningServer server = await RunningServer.Start(small.Model);
        (HttpStatusCode status, JsonElement answer) = await server.Ask(question);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(inMessage, answer.GetProperty("error").GetString()!, StringComparison.Ordinal);
        (status, _) = await server.Ask("""{"features":{"1":1}}""");
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ATooLargeBodyIsRefusedWhetherItsLengthIsAnnouncedOrNot(bool announced)
    {
        await using RunningServer server = await RunningServer.Start(small.Model, new ServeOptions { MaxRequestBytes = 1000 });
        using HttpRequestMessage request = new(HttpMethod.Post, "/predict") { Content = new StringContent(new string(' ', 2000) + "{}") };
        request.Headers.TransferEncodingChunked = !announced;
        using HttpResponseMessage response = await server.Client.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("glissade_requests_total{code=\"413\"} 1\n", await server.Client.GetStringAsync("/metrics", Token),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task HealthMetricsAndPageAreThere()
    {
        await using RunningServer server = await RunningServer.Start(small.Model);
        Assert.Equal("ok\n", await server.Client.GetStringAsync("/healthz", Token));
        await server.Ask("""{"features":{"1":1}}""");
        await server.Ask("nonsense");
        string metrics = await server.Client.GetStringAsync("/metrics", Token);
        foreach (string line in (string[])
        [
            "glissade_requests_total{code=\"200\"} 1", "glissade_requests_total{code=\"400\"} 1", "glissade_request_seconds_count 1",
            "glissade_request_seconds_bucket{le=\"+Inf\"} 1", "glissade_requests_present 0", "glissade_model_labels 120",
        ])
        {
            Assert.Contains(line, metrics.Split('\n'));
        }
        Assert.Contains("<form", await server.Client.GetStringAsync("/", Token), StringComparison.Ordinal);
        Assert.DoesNotContain("://", await server.Client.GetStringAsync("/", Token), StringComparison.Ordinal);
        using HttpResponseMessage other = await server.Client.GetAsync("/predict", Token);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, other.StatusCode);
    }

    [Fact]
    public async Task ManyClientsAtOnceAreAnsweredOrTurnedAway()
    {
        await using RunningServer server = await RunningServer.Start(small.Model, new ServeOptions { MaxConcurrency = 1, MaxWaiting = 2 });
        string question = RunningServer.Question(small.Test.Features(0));
        (HttpStatusCode Status, JsonElement Answer)[] all = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => server.Ask(question)));
        IReadOnlyList<Prediction> expected = small.Model.Predict(small.Test.Features(0));
        Assert.Contains(all, one => one.Status == HttpStatusCode.OK);
        Assert.All(all, one => Assert.True(one.Status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, one.Status.ToString()));
        Assert.All(all.Where(one => one.Status == HttpStatusCode.OK), one => Assert.Equal(expected, Predictions(one.Answer)));
        Assert.Contains("glissade_requests_present 0\n", await server.Client.GetStringAsync("/metrics", Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoeverFindsTheWaitingRoomFullIsToldToComeAgain()
    {
        ServeOptions options = new();
        using Gate gate = new(concurrency: 1, waiting: 0);
        PredictEndpoint endpoint = new(small.Model, options, gate);
        Assert.True(await gate.TryEnterAsync(Token));
        DefaultHttpContext turnedAway = Context();
        await endpoint.Handle(turnedAway);
        Assert.Equal(StatusCodes.Status503ServiceUnavailable, turnedAway.Response.StatusCode);
        Assert.Equal("1", turnedAway.Response.Headers.RetryAfter);
        gate.Leave();
        DefaultHttpContext answered = Context();
        await endpoint.Handle(answered);
        Assert.Equal(StatusCodes.Status200OK, answered.Response.StatusCode);
        Assert.Equal(0, gate.Present);

        static DefaultHttpContext Context()
        {
            DefaultHttpContext context = new();
            context.Request.Body = new MemoryStream([.. "{\"features\":{\"1\":1}}"u8]);
            return context;
        }
    }

    [Fact]
    public async Task AStoppedServerHasFinishedWhatItHadBegun()
    {
        await using RunningServer server = await RunningServer.Start(small.Model);
        await server.Ask("""{"features":{"1":1}}""");
        await server.Stop();
        await Assert.ThrowsAsync<HttpRequestException>(() => server.Client.GetStringAsync("/healthz", Token));
    }

    [Fact]
    public void BoundsThatMakeNoSenseAreRefused()
    {
        foreach (ServeOptions options in (ServeOptions[])
        [
            new() { MaxConcurrency = 0 }, new() { MaxWaiting = -1 }, new() { MaxRequestBytes = 0 }, new() { DefaultTopK = 0 },
            new() { MaxTopK = 4 },
        ])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => ModelServer.Create(small.Model, "localhost", 0, options));
        }
    }

    [Theory]
    [InlineData("example.org", 0)]
    [InlineData("local host", 0)]
    [InlineData("localhost", -1)]
    [InlineData("localhost", 65536)]
    public void OtherHostsAndPortsAreRefused(string host, int port) =>
        Assert.ThrowsAny<ArgumentException>(() => ModelServer.Create(small.Model, host, port));

    private static IReadOnlyList<Prediction> Predictions(JsonElement answer) =>
    [
        .. answer.GetProperty("predictions").EnumerateArray()
            .Select(one => new Prediction(one.GetProperty("label").GetInt32(), one.GetProperty("score").GetSingle())),
    ];
}
