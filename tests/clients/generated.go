// A client in Go, made of the schema by OpenAPI Generator.
// Prints what it did. Usage: generated BASE USERNAME PASSWORD
package main

import (
	"context"
	"encoding/json"
	"errors"
	"log"
	"net/http"
	"os"

	"example.com/generated/polls"
)

const nothing = 1 << 40 // an id of nothing, which needs more than 32 bits

func main() {
	base, username, password := os.Args[1], os.Args[2], os.Args[3]
	configuration := polls.NewConfiguration()
	configuration.Servers = polls.ServerConfigurations{{URL: base}}
	client := polls.NewAPIClient(configuration)
	stranger := context.Background()

	issued, _, err := client.AccountsAPI.AccountsGetAuthTokenCreate(stranger).
		GetAuthTokenRequest(*polls.NewGetAuthTokenRequest(username, password)).Execute()
	check(err)
	keys := map[string]polls.APIKey{"Token": {Key: issued.Token, Prefix: "Token"}}
	alice := context.WithValue(stranger, polls.ContextAPIKeys, keys)

	me, _, err := client.AccountsAPI.AccountsApiMeRetrieve(alice).Execute()
	check(err)
	choices := []polls.ChoiceRequest{*polls.NewChoiceRequest("Tea"), *polls.NewChoiceRequest("Coffee")}
	asked, _, err := client.PollsAPI.PollsApiQuestionsCreate(alice).
		QuestionRequest(*polls.NewQuestionRequest("Tea or coffee?", choices)).Execute()
	check(err)
	listed, _, err := client.PollsAPI.PollsApiQuestionsList(alice).PageSize(5).Status("open").Execute()
	check(err)

	vote := polls.NewVoteRequest(asked.Choices[0].Id)
	voting := client.PollsAPI.PollsApiQuestionsVoteCreate(alice, asked.Id).VoteRequest(*vote)
	_, _, foreign := voting.VoteRequest(*polls.NewVoteRequest(nothing)).Execute()
	_, _, err = voting.Execute()
	check(err)
	_, _, again := voting.Execute()
	read, _, err := client.PollsAPI.PollsApiQuestionsRetrieve(alice, asked.Id).Execute()
	check(err)
	results, _, err := client.PollsAPI.PollsApiQuestionsResultsRetrieve(alice, asked.Id).Execute()
	check(err)

	_, unsigned, who := client.PollsAPI.PollsApiQuestionsRetrieve(stranger, asked.Id).Execute()
	_, absent, where := client.PollsAPI.PollsApiQuestionsRetrieve(alice, nothing).Execute()
	_, _, strange := client.PollsAPI.PollsApiQuestionsList(alice).Status("lost").Execute()
	deleted, err := client.PollsAPI.PollsApiQuestionsDestroy(alice, asked.Id).Execute()
	check(err)

	var later polls.Refusal // of a version to come, which says more
	check(json.Unmarshal([]byte(`{"detail": "", "code": "", "more": 1}`), &later))

	check(json.NewEncoder(os.Stdout).Encode(map[string]any{
		"scheme":   me.Scheme,
		"voted":    *read.MyVote.Get() == vote.Choice,
		"code":     refusal(again).Code,
		"listed":   contains(listed.Results, asked.Id),
		"total":    results.Total,
		"unsigned": outcome(unsigned, who),
		"absent":   outcome(absent, where),
		"invalid":  invalid(strange).ValidationErrors,
		"foreign":  invalid(foreign).Refusal.Code,
		"deleted":  deleted.StatusCode,
	}))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func contains(questions []polls.Question, id int64) bool {
	for _, question := range questions {
		if question.Id == id {
			return true
		}
	}
	return false
}

// model is the body of a refusal, in the type that the schema has for its status.
func model(err error) any {
	var refused *polls.GenericOpenAPIError
	if !errors.As(err, &refused) {
		log.Fatalf("no refusal: %v", err)
	}
	return refused.Model()
}

func refusal(err error) polls.Refusal    { return model(err).(polls.Refusal) }
func invalid(err error) polls.BadRequest { return model(err).(polls.BadRequest) }

func outcome(answer *http.Response, err error) []any {
	return []any{answer.StatusCode, refusal(err).Code}
}
