using System.Text;
using System.Text.Json;
using Glissade.Cli.Tests.Processes;

namespace Glissade.Cli.Tests.Commands;

public sealed class ServeCommandTests(TrainedModel trained)
{
    [Fact]
    public async Task AnInterruptEndsTheServerInOrder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no signal to send");
        CancellationToken token = TestContext.Current.CancellationToken;
        using CommandProcess process = new("serve", trained.ModelPath, "--port", "0");
        await process.WaitForMessage("listening on ");
        Uri address = new(process.Error.Split("listening on ")[1].Split(';')[0]);
        using HttpClient client = new() { BaseAddress = address };
        Assert.True(address.IsLoopback);
        Assert.Equal("ok\n", await client.GetStringAsync("/healthz", token));
        using StringContent question = new("""{"features":{"1":1}}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.PostAsync("/predict", question, token);
        Assert.True(answer.IsSuccessStatusCode);
        process.Signal(CommandProcess.SigInt);
        Assert.Equal(0, await process.WaitForExit());
    }

    [Fact]
    public async Task WhatIsKnownOfTheIdenticalQueryIsNotAnswered()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder.File("known.txt"), "7,8 3:1 5:0.5\n", token);
        using CommandProcess process = new(
            "serve", trained.ModelPath, "--port", "0", "--mask-input-items", "--filter-known", folder.File("known.txt"));
        await process.WaitForMessage("listening on ");
        using HttpClient client = new() { BaseAddress = new Uri(process.Error.Split("listening on ")[1].Split(';')[0]) };
        using StringContent question = new("""{"features":{"3":1,"5":0.5},"top_k":60}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await client.PostAsync("/predict", question, token);
        using JsonDocument answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(token));
        Assert.Equal(
            Enumerable.Range(0, 60).Except([3, 5, 7, 8]),
            answer.RootElement.GetProperty("predictions").EnumerateArray().Select(one => one.GetProperty("label").GetInt32()).Order());
    }

    [Theory]
    [InlineData("example.org")]
    [InlineData("foo bar")]
    [InlineData("")]
    [InlineData("192.0.2.1")]
    public void AHostThatIsNoneOfThisMachinesIsRefused(string host)
    {
        string message = CommandRun.Of("serve", trained.ModelPath, "--host", host, "--port", "0").FailedWith(2);
        Assert.Contains(host, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APortThatSomebodyHasIsNamed()
    {
        using CommandProcess first = new("serve", trained.ModelPath, "--host", "127.0.0.1", "--port", "0");
        await first.WaitForMessage("listening on ");
        string port = new Uri(first.Error.Split("listening on ")[1].Split(';')[0]).Port.ToString(
            System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains(port, CommandRun.Of("serve", trained.ModelPath, "--host", "127.0.0.1", "--port", port).FailedWith(1),
            StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsAreCheckedBeforeTheModelIsRead()
    {
        Assert.Contains("--port", CommandRun.Of("serve", trained.ModelPath, "--port", "70000").FailedWith(2), StringComparison.Ordinal);
        Assert.Contains("--threads", CommandRun.Of("serve", trained.ModelPath, "--threads", "0").FailedWith(2), StringComparison.Ordinal);
        Assert.Contains(
            "--retrieval lsh only", CommandRun.Of("serve", trained.ModelPath, "--candidates", "5").FailedWith(2), StringComparison.Ordinal);
        Assert.Contains("--waiting", CommandRun.Of("serve", trained.ModelPath, "--waiting", "-1").FailedWith(2), StringComparison.Ordinal);
        Assert.Contains("no-such-file", CommandRun.Of("serve", trained.ModelPath, "--filter-known", "no-such-file").FailedWith(2),
            StringComparison.Ordinal);
        Assert.Contains("none", CommandRun.Of("serve", "none").FailedWith(2), StringComparison.Ordinal);
    }
}
